/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/soup-request.h"

#include <libsoup/soup.h>

typedef struct
{
  SoupMessage *message;
  RequestFunc func;
  gpointer user_data;
} SoupRequest;

static SoupSession *
get_session (void)
{
  static SoupSession *session;

  if (session == NULL)
    session = soup_session_new_with_options ("proxy-resolver", NULL,
                                             "max-conns-per-host", 1000,
                                             "max-conns", 1000, NULL);
  return session;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree SoupRequest *request = user_data;
  g_autoptr (SoupMessage) message = request->message;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body =
      soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  const char *location = soup_message_headers_get_one (
      soup_message_get_response_headers (message), "Location");
  g_autofree char *field =
      location != NULL ? g_strconcat ("Location: ", location, "\r\n", NULL) :
                         g_strdup ("");
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 %d\r\n%s\r\n", soup_message_get_status (message), field);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    request->func (REQUEST_REFUSED, "", request->user_data);
  else
    request->func (REQUEST_DONE, body != NULL ? answer : "",
                   request->user_data);
}

void
soup_request_push (const char *endpoint,
                   guint32 ttl,
                   const char *topic,
                   GBytes *body,
                   RequestFunc func,
                   gpointer user_data)
{
  SoupRequest *request = g_new0 (SoupRequest, 1);
  g_autofree char *seconds = g_strdup_printf ("%u", ttl);

  request->message = soup_message_new ("POST", endpoint);
  request->func = func;
  request->user_data = user_data;
  soup_message_headers_replace (
      soup_message_get_request_headers (request->message), "TTL", seconds);
  soup_message_headers_replace (
      soup_message_get_request_headers (request->message), "Topic", topic);
  soup_message_set_request_body_from_bytes (request->message, NULL, body);
  soup_session_send_and_read_async (get_session (), request->message,
                                    G_PRIORITY_DEFAULT, NULL, on_answered,
                                    request);
}
