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

static PhHeadFault
judge (const PhHead *head, char octet)
{
  if (head->cr && octet != '\n')
    return PH_HEAD_BARE_CR;

  if (octet == '\0')
    return PH_HEAD_NUL;

  if (head->octets == PH_HEAD_OCTETS_MAX)
    return PH_HEAD_TOO_LARGE;

  /* The request's own line is one more. */
  if (head->lines > PH_HEAD_LINES_MAX && octet != '\r' && octet != '\n')
    return PH_HEAD_TOO_MANY_LINES;

  return PH_HEAD_SOUND;
}

gsize
ph_head_scan (PhHead *head, const char *octets, gsize size)
{
  for (gsize i = 0; i < size; i++)
    {
      if (head->ended)
        return size;

      head->fault = judge (head, octets[i]);
      if (head->fault != PH_HEAD_SOUND)
        return i;

      head->octets++;
      head->cr = octets[i] == '\r';
      if (octets[i] == '\n')
        end_line (head);
      else if (!head->cr)
        head->begun = TRUE;
    }

  return size;
}

const char *
ph_head_get_end (const PhHead *head)
{
  return head->lines == 0 ? " HTTP/1.1\r\nHost: localhost\r\n\r\n" :
                            "\r\nHost: localhost\r\n\r\n";
}
