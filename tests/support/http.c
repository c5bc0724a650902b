/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/http.h"

#include "support/wait.h"

#include <string.h>

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

void
http_trust (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (path, &error);

  g_assert_no_error (error);
  soup_session_set_tls_database (get_session (), database);
}

static SoupMessage *
new_message (const char *method, const char *url, va_list headers)
{
  SoupMessage *message = soup_message_new (method, url);
  const char *name;

  g_assert_nonnull (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  while ((name = va_arg (headers, const char *)) != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message),
                                 name, va_arg (headers, const char *));
  return message;
}

static void
set_body (SoupMessage *message, gconstpointer body, gssize size)
{
  g_autoptr (GBytes) bytes = NULL;

  if (body == NULL)
    return;

  bytes = g_bytes_new (body, size < 0 ? strlen (body) : (gsize) size);
  soup_message_set_request_body_from_bytes (message, NULL, bytes);
}

static HttpReply *
send_message (SoupMessage *message)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  HttpReply *reply = g_new0 (HttpReply, 1);

  soup_session_send_and_read_async (get_session (), message, G_PRIORITY_DEFAULT,
                                    NULL, wait_take_result, &result);
  wait_until (result != NULL);
  bytes = soup_session_send_and_read_finish (get_session (), result, &error);
  g_assert_no_error (error);

  reply->status = soup_message_get_status (message);
  reply->headers =
      soup_message_headers_ref (soup_message_get_response_headers (message));
  reply->size = g_bytes_get_size (bytes);
  reply->body = g_strndup (g_bytes_get_data (bytes, NULL), reply->size);
  return reply;
}

HttpReply *
http_request (const char *method,
              const char *url,
              gconstpointer body,
              gssize size,
              ...)
{
  g_autoptr (SoupMessage) message = NULL;
  va_list headers;

  va_start (headers, size);
  message = new_message (method, url, headers);
  va_end (headers);
  set_body (message, body, size);
  return send_message (message);
}

HttpReply *
http_get (const char *url)
{
  return http_request ("GET", url, NULL, 0, NULL);
}

char *
http_take_id (HttpReply *reply)
{
  const char *location = http_reply_get_header (reply, "Location");

  g_assert_cmpuint (reply->status, ==, SOUP_STATUS_CREATED);
  g_assert_nonnull (location);
  return g_strdup (strrchr (location, '/') + 1);
}

char *
http_push (const char *endpoint, gconstpointer body, gssize size)
{
  g_autoptr (HttpReply) reply =
      http_request ("POST", endpoint, body, size, "TTL", "3600", NULL);

  return http_take_id (reply);
}

char *
http_push_with_ttl (const char *endpoint, const char *body, const char *ttl)
{
  g_autoptr (HttpReply) reply =
      http_request ("POST", endpoint, body, -1, "TTL", ttl, NULL);

  g_assert_cmpstr (http_reply_get_header (reply, "TTL"), ==, ttl);
  return http_take_id (reply);
}

void
http_expect_status (const char *method, const char *url, guint status)
{
  g_autoptr (HttpReply) reply = http_request (method, url, NULL, 0, NULL);

  g_assert_cmpuint (reply->status, ==, status);
}

char *
http_get_origin_at (const char *url, const char *host)
{
  g_autoptr (GUri) uri = g_uri_parse (url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *origin =
      g_uri_join (G_URI_FLAGS_NONE, g_uri_get_scheme (uri), NULL, host,
                  g_uri_get_port (uri), "", NULL, NULL);

  return g_steal_pointer (&origin);
}

const char *
http_reply_get_header (HttpReply *reply, const char *name)
{
  return soup_message_headers_get_one (reply->headers, name);
}

void
http_reply_free (HttpReply *reply)
{
  soup_message_headers_unref (reply->headers);
  g_free (reply->body);
  g_free (reply);
}

static void read_on (HttpListener *listener);

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HttpListener *listener = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (
      G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL || g_bytes_get_size (bytes) == 0)
    {
      listener->ended = TRUE;
      return;
    }
  g_string_append_len (listener->text, g_bytes_get_data (bytes, NULL),
                       (gssize) g_bytes_get_size (bytes));
  read_on (listener);
}

static void
read_on (HttpListener *listener)
{
  g_input_stream_read_bytes_async (listener->stream, 65536, G_PRIORITY_DEFAULT,
                                   listener->cancellable, on_read, listener);
}

HttpListener *
http_listen (const char *url, ...)
{
  HttpListener *listener = g_new0 (HttpListener, 1);
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  va_list headers;

  va_start (headers, url);
  message = new_message ("GET", url, headers);
  va_end (headers);

  soup_session_send_async (get_session (), message, G_PRIORITY_DEFAULT, NULL,
                           wait_take_result, &result);
  wait_until (result != NULL);
  listener->stream = soup_session_send_finish (get_session (), result, &error);
  g_assert_no_error (error);

  listener->status = soup_message_get_status (message);
  listener->content_type = g_strdup (soup_message_headers_get_content_type (
      soup_message_get_response_headers (message), NULL));
  listener->text = g_string_new (NULL);
  listener->cancellable = g_cancellable_new ();
  read_on (listener);
  return listener;
}

void
http_listener_expect (HttpListener *listener, const char *text)
{
  wait_until (listener->ended || listener->text->len >= strlen (text));
  g_assert_cmpstr (listener->text->str, ==, text);
}

void
http_listener_expect_end (HttpListener *listener)
{
  wait_until (listener->ended);
}

void
http_listener_free (HttpListener *listener)
{
  g_cancellable_cancel (listener->cancellable);
  wait_until (listener->ended);
  g_object_unref (listener->stream);
  g_object_unref (listener->cancellable);
  g_string_free (listener->text, TRUE);
  g_free (listener->content_type);
  g_free (listener);
}
