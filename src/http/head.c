/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/head.h"

/* An empty line before the request is none of it (RFC 9112 section 2.2). */
static void
end_line (PhHead *head)
{
  head->ended = !head->begun && head->lines > 0;
  if (head->begun)
    head->lines++;
  head->begun = FALSE;
}

static PhFault
judge (const PhHead *head, char octet)
{
  if (head->cr && octet != '\n')
    return PH_FAULT_BARE_CR;

  if (octet == '\0')
    return PH_FAULT_NUL;

  if (head->octets == PH_HEAD_OCTETS_MAX)
    return PH_FAULT_HEAD_SIZE;

  /* The request's own line is one more. */
  if (head->lines > PH_HEAD_FIELDS_MAX && octet != '\r' && octet != '\n')
    return PH_FAULT_HEAD_FIELDS;

  return PH_FAULT_NONE;
}

gsize
ph_head_scan (PhHead *head, const char *octets, gsize size)
{
  gsize i;

  for (i = 0; i < size && !head->ended; i++)
    {
      head->fault = judge (head, octets[i]);
      if (head->fault != PH_FAULT_NONE)
        return i;

      head->octets++;
      head->cr = octets[i] == '\r';
      if (octets[i] == '\n')
        end_line (head);
      else if (!head->cr)
        head->begun = TRUE;
    }

  return i;
}
