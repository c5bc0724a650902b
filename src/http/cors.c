/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/cors.h"

#include "http/reply.h"

/* "*" would leave Authorization out. Prefer is what RFC 8030 section 5.1 has
 * senders ask with; nobody is kept from pushing because of it. */
#define REQUEST_FIELDS                                                         \
  "Authorization, Content-Encoding, Content-Type, Crypto-Key, Encryption, "    \
  "Prefer, TTL, Topic, Urgency"

#define ANSWER_FIELDS "Allow, Location, Retry-After, TTL, WWW-Authenticate"

/* How long a browser need not ask again. */
#define MAX_AGE "3600"

static gboolean
is_on (PhRequest *request)
{
  return request->route != NULL && request->route->cors &&
         request->edge->settings->cors;
}

static gboolean
has_field (PhRequest *request, const char *name)
{
  return soup_message_headers_get_list (
             soup_server_message_get_request_headers (request->message),
             name) != NULL;
}

void
ph_cors_share (PhRequest *request)
{
  if (!is_on (request))
    return;

  ph_reply_set_header (request->message, "Access-Control-Allow-Origin", "*");
  ph_reply_set_header (request->message, "Access-Control-Expose-Headers",
                       ANSWER_FIELDS);
}

gboolean
ph_cors_is_preflight (PhRequest *request)
{
  const char *method = soup_server_message_get_method (request->message);

  return is_on (request) && g_str_equal (method, "OPTIONS") &&
         has_field (request, "Origin") &&
         has_field (request, "Access-Control-Request-Method");
}

void
ph_cors_permit (PhRequest *request, const char *methods)
{
  SoupServerMessage *message = request->message;

  if (!is_on (request))
    return;

  ph_reply_set_header (message, "Access-Control-Allow-Methods", methods);
  ph_reply_set_header (message, "Access-Control-Allow-Headers", REQUEST_FIELDS);
  ph_reply_set_header (message, "Access-Control-Max-Age", MAX_AGE);

  /* Private Network Access: a page of the internet asks for loopback. Chromium
   * asks the server, since version 142 its user. */
  if (has_field (request, "Access-Control-Request-Private-Network"))
    ph_reply_set_header (message, "Access-Control-Allow-Private-Network",
                         "true");
}
