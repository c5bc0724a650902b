/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The origins (RFC 6454) under which the hub is known, as ph_origin_parse ()
 * writes them; what "aud" is held against (RFC 8292 section 2). */
typedef struct
{
  const char *exact; /* under which endpoints are issued */

  /* (nullable): what reaches the hub too, NULL-terminated: the other ways to
   * write the address of this machine. */
  const char *const *others;
} PhOrigins;

/* How a text names one of them: the greater, the better. */
typedef enum
{
  PH_ORIGIN_FOREIGN,      /* not at all */
  PH_ORIGIN_WITHOUT_PORT, /* scheme and host of one, and no port */
  PH_ORIGIN_EQUIVALENT,   /* one of the others, or another way to write it */
  PH_ORIGIN_EXACT,        /* octet for octet */
} PhOriginMatch;

/* Compares @text, which is an origin and nothing else but perhaps a slash
 * behind it: what has more is foreign. */
PhOriginMatch ph_origins_match (const PhOrigins *origins, const char *text);
