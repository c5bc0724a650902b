/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/fault.h"

/* The head of a request: its line and its header fields, up to the empty line
 * (RFC 9112 section 2.1). */

#define PH_HEAD_KIB_MAX 32
#define PH_HEAD_OCTETS_MAX (PH_HEAD_KIB_MAX * 1024)
#define PH_HEAD_FIELDS_MAX 500

/* All zero before the first octet. */
typedef struct
{
  PhFault fault;
  gboolean ended; /* what follows is no longer the head's */
  gsize octets;
  guint lines;    /* that have ended */
  gboolean begun; /* there is something in this line */
  gboolean cr;    /* the last octet was one */
} PhHead;

/* Goes through the next @size octets of a connection, up to the end of the head
 * or the first fault in it.
 *
 * Returns: how many octets are the head's, and sound */
gsize ph_head_scan (PhHead *head, const char *octets, gsize size);
