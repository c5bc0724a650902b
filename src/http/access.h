/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/settings.h"

#include <libsoup/soup.h>

/* Who may use the client API. It reads pushes, so a page in the user's
 * browser must not reach it, by no trick with names either. */
typedef enum
{
  PH_ACCESS_GRANTED,
  PH_ACCESS_OFF,    /* the hub is public and has no token for it */
  PH_ACCESS_HOST,   /* asked for under a name that is not ours */
  PH_ACCESS_ORIGIN, /* a web page asks */
  PH_ACCESS_TOKEN,  /* the bearer token is missing or another one */
} PhAccess;

PhAccess ph_access_judge (const PhSettings *settings,
                          SoupMessageHeaders *request);

/* Whether the value of a Host header field, with or without a port, names the
 * loopback interface or the host of @public_url, which may be NULL. */
gboolean ph_access_is_own_host (const char *host, const char *public_url);
