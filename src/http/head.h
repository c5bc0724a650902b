/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The head of a request: its line and its header fields, up to the empty line
 * (RFC 9112 section 2.1). Looked at octet by octet before libsoup reads it,
 * which closes the connection without a word when a head is too large, and
 * takes a bare CR for part of a value. */

#define PH_HEAD_OCTETS_MAX_KIB 32
#define PH_HEAD_OCTETS_MAX (PH_HEAD_OCTETS_MAX_KIB * 1024)
#define PH_HEAD_LINES_MAX 500

typedef enum
{
  PH_HEAD_SOUND, /* so far */
  PH_HEAD_TOO_LARGE,
  PH_HEAD_TOO_MANY_LINES,
  PH_HEAD_BARE_CR, /* RFC 9112 section 2.2 */
  PH_HEAD_NUL,     /* RFC 9110 section 5.5 */
} PhHeadFault;

/* All zero before the first octet. */
typedef struct
{
  PhHeadFault fault;
  gboolean ended; /* what follows is no longer the head's */
  gsize octets;
  guint lines;    /* that have ended */
  gboolean begun; /* there is something in this line */
  gboolean cr;    /* the last octet was a CR */
} PhHead;

/* Goes through the next @size octets of a connection, up to the end of the head
 * or the first fault in it.
 *
 * Returns: how many octets are sound */
gsize ph_head_scan (PhHead *head, const char *octets, gsize size);

/* Returns: what ends a head that was cut off in the middle of any of its lines,
 * so that it can be read as one, and refused. */
const char *ph_head_get_end (const PhHead *head);
