/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/fault.h"

#include "http/head.h"

#include <string.h>

static const struct
{
  const PhRefusal *refusal;
  const char *sentence;
} faults[] = {
  [PH_FAULT_NONE] = { NULL, NULL },
  [PH_FAULT_HEAD_SIZE] = { &ph_refusal_head,
                           ("The request line and the header fields together "
                            "are larger than " G_STRINGIFY (
                                PH_HEAD_KIB_MAX) " KiB.") },
  [PH_FAULT_HEAD_FIELDS] = { &ph_refusal_head,
                             ("There are more than " G_STRINGIFY (
                                 PH_HEAD_FIELDS_MAX) " header fields.") },
  [PH_FAULT_NUL] = { &ph_refusal_syntax,
                     "There is a NUL in the request line or in a header "
                     "field." },
  [PH_FAULT_BARE_CR] = { &ph_refusal_syntax,
                         "There is a CR without LF in the request line or in a "
                         "header field." },
  [PH_FAULT_LENGTH] = { &ph_refusal_syntax,
                        "Content-Length must be one number." },
  [PH_FAULT_HOST] = { &ph_refusal_syntax, "Host must be one name." },
  [PH_FAULT_CHUNKS] = { &ph_refusal_syntax,
                        "The chunked body is not well-formed: each chunk has "
                        "its size in hexadecimal digits, CRLF, as many octets, "
                        "and CRLF." },
  [PH_FAULT_CUT] = { &ph_refusal_syntax,
                     "The connection ended inside the chunked body, before "
                     "its last chunk, which has size 0." },
};

const PhRefusal *
ph_fault_get_refusal (PhFault fault, const char **sentence)
{
  *sentence = faults[fault].sentence;
  return faults[fault].refusal;
}

/* libsoup takes a sign for part of the number, and the last of repeated
 * lengths for the length: where the body ends would be a matter of opinion. */
static gboolean
has_doubtful_length (SoupMessageHeaders *headers)
{
  const char *length =
      soup_message_headers_get_list (headers, "Content-Length");

  return length != NULL && strspn (length, "0123456789") != strlen (length);
}

/* The list of several is no host. */
static gboolean
has_doubtful_host (SoupMessageHeaders *headers)
{
  const char *host = soup_message_headers_get_list (headers, "Host");

  return host != NULL && strchr (host, ',') != NULL;
}

PhFault
ph_fault_find (SoupMessageHeaders *headers)
{
  if (has_doubtful_length (headers))
    return PH_FAULT_LENGTH;

  return has_doubtful_host (headers) ? PH_FAULT_HOST : PH_FAULT_NONE;
}
