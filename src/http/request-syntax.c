/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/request-syntax.h"

#include <string.h>

static const struct
{
  const PhRefusal *refusal;
  const char *sentence;
} faults[] = {
  [PH_HEAD_SOUND] = { NULL, NULL },
  [PH_HEAD_TOO_LARGE] = { &ph_refusal_head,
                          ("The request line and the header fields together "
                           "are larger than " G_STRINGIFY (
                               PH_HEAD_OCTETS_MAX_KIB) " KiB.") },
  [PH_HEAD_TOO_MANY_LINES] = { &ph_refusal_head,
                               ("There are more than " G_STRINGIFY (
                                   PH_HEAD_LINES_MAX) " header fields.") },
  [PH_HEAD_BARE_CR] = { &ph_refusal_syntax,
                        "There is a CR without LF in the request line or in a "
                        "header field." },
  [PH_HEAD_NUL] = { &ph_refusal_syntax,
                    "There is a NUL in the request line or in a header "
                    "field." },
};

/* libsoup takes a sign for part of the number, and the last of repeated
 * lengths for the length: where the body ends would be a matter of opinion
 * (RFC 9112 section 6.3). */
static gboolean
has_doubtful_length (SoupMessageHeaders *headers)
{
  const char *length =
      soup_message_headers_get_list (headers, "Content-Length");

  return length != NULL && strspn (length, "0123456789") != strlen (length);
}

/* RFC 9112 section 3.2: the list of several is no host. */
static gboolean
has_doubtful_host (SoupMessageHeaders *headers)
{
  const char *host = soup_message_headers_get_list (headers, "Host");

  return host != NULL && strchr (host, ',') != NULL;
}

const PhRefusal *
ph_request_syntax_judge (PhHeadFault fault,
                         SoupMessageHeaders *headers,
                         const char **sentence)
{
  *sentence = faults[fault].sentence;
  if (faults[fault].refusal != NULL)
    return faults[fault].refusal;

  if (has_doubtful_length (headers))
    *sentence = "Content-Length must be one number.";
  else if (has_doubtful_host (headers))
    *sentence = "Host must be one name.";

  return *sentence != NULL ? &ph_refusal_syntax : NULL;
}
