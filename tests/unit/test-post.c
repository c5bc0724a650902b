/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/post.h"

#include "core/error.h"

#include <string.h>

static gboolean
check (const char *endpoint, const char *topic)
{
  PhPost post = { .endpoint = endpoint, .topic = topic };
  g_autoptr (GError) error = NULL;

  if (ph_post_check (&post, &error))
    return TRUE;

  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  return FALSE;
}

static void
test_checks_endpoints (void)
{
  g_assert_true (check ("http://127.0.0.1:8976/push/id/abc", NULL));
  g_assert_true (check ("https://push.example/push/id/abc", NULL));
  g_assert_false (check ("ftp://push.example/abc", NULL));
  g_assert_false (check ("httpx://push.example/abc", NULL));
  g_assert_false (check ("http://", NULL));
  g_assert_false (check ("://", NULL));
}

static void
test_checks_headers (void)
{
  static const char endpoint[] = "http://127.0.0.1:8976/push/id/abc";

  g_assert_true (check (endpoint, "news"));
  g_assert_false (check (endpoint, "news\r\nTTL: 0"));
}

typedef struct
{
  GSocketListener *listener;
  const char *answer;
} Server;

/* Takes one request with a body of one octet, and answers it.
 *
 * Returns: (transfer full): all of it. */
static gpointer
serve_one (gpointer user_data)
{
  const Server *server = user_data;
  g_autoptr (GSocketConnection) connection =
      g_socket_listener_accept (server->listener, NULL, NULL, NULL);
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output =
      g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GString) request = g_string_new (NULL);
  char octet;

  while (!g_str_has_suffix (request->str, "\r\n\r\n!") &&
         g_input_stream_read (input, &octet, 1, NULL, NULL) == 1)
    g_string_append_c (request, octet);

  g_output_stream_write_all (output, server->answer, strlen (server->answer),
                             NULL, NULL, NULL);
  return g_string_free (g_steal_pointer (&request), FALSE);
}

/* Sends @post to a server that says @text.
 *
 * @request: (out) (transfer full): what it was sent */
static PhAnswer *
exchange (PhPost *post, const char *text, char **request)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *endpoint =
      g_strdup_printf ("http://127.0.0.1:%u/push/id/abc", port);
  g_autoptr (GBytes) body = g_bytes_new_static ("!", 1);
  g_autoptr (SoupSession) session = soup_session_new ();
  Server server = { listener, text };
  GThread *thread = g_thread_new ("server", serve_one, &server);
  g_autoptr (GError) error = NULL;
  PhAnswer *answer = NULL;

  post->endpoint = endpoint;
  post->body = body;
  answer = ph_post_send (post, session, &error);
  g_assert_no_error (error);
  *request = g_thread_join (thread);
  return answer;
}

/* Returns: (transfer full): the request that @post makes. */
static char *
send_post (PhPost *post)
{
  char *request = NULL;
  g_autoptr (PhAnswer) answer = exchange (
      post, "HTTP/1.1 201 Created\r\nTTL: 60\r\nContent-Length: 0\r\n\r\n",
      &request);

  g_assert_cmpuint (answer->status, ==, SOUP_STATUS_CREATED);
  g_assert_cmpstr (answer->ttl, ==, "60");
  return request;
}

/* A server that is asked may be anybody's. */
static void
check_reason (const char *body, const char *reason)
{
  PhPost post = { .ttl = 60 };
  g_autofree char *text = g_strconcat ("HTTP/1.0 410 Over\r\n\r\n", body, NULL);
  g_autofree char *request = NULL;
  g_autoptr (PhAnswer) answer = exchange (&post, text, &request);

  g_assert_cmpuint (answer->status, ==, SOUP_STATUS_GONE);
  g_assert_cmpstr (answer->reason, ==, reason);
}

static void
test_reads_why_it_was_refused (void)
{
  g_autofree char *deep = g_strnfill (15 * 1024, '[');
  g_autofree char *fill = g_strnfill (4 * 1024 * 1024, ' ');
  g_autofree char *endless =
      g_strconcat (fill, "{\"message\":\"Late.\"}", NULL);

  check_reason ("{\"code\":410,\"message\":\"It is gone.\"}", "It is gone.");
  check_reason ("{\"message\":\"\\u001b[2J\"}", "\ufffd[2J");
  check_reason ("{\"message\":[\"It is gone.\"]}", "Over");
  check_reason ("It is gone.", "Over");
  check_reason ("", "Over");
  check_reason (deep, "Over");
  check_reason (endless, "Over");
}

static void
test_sends_what_is_set (void)
{
  PhPost full = {
    .ttl = 60,
    .urgency = "low",
    .topic = "news",
    .coding = "aes128gcm",
    .authorization = "vapid t=a.b.c, k=d",
  };
  PhPost bare = { .ttl = 0 };
  g_autofree char *with_all = send_post (&full);
  g_autofree char *without = send_post (&bare);

  g_assert_true (g_str_has_prefix (with_all, "POST /push/id/abc HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (with_all, "\r\nTTL: 60\r\n"));
  g_assert_nonnull (strstr (with_all, "\r\nUrgency: low\r\n"));
  g_assert_nonnull (strstr (with_all, "\r\nTopic: news\r\n"));
  g_assert_nonnull (strstr (with_all, "\r\nContent-Encoding: aes128gcm\r\n"));
  g_assert_nonnull (
      strstr (with_all, "\r\nAuthorization: vapid t=a.b.c, k=d\r\n"));

  g_assert_nonnull (strstr (without, "\r\nTTL: 0\r\n"));
  g_assert_null (strstr (without, "Urgency:"));
  g_assert_null (strstr (without, "Topic:"));
  g_assert_null (strstr (without, "Content-Encoding:"));
  g_assert_null (strstr (without, "Authorization:"));
}

static void
test_finds_the_message (void)
{
  static const struct
  {
    const char *location;
    const char *id;
  } cases[] = {
    { "http://127.0.0.1:8976/message/abc", "abc" },
    { "/message/abc", "abc" },
    { "/message/", NULL },
    { "abc", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PhAnswer answer = { .location = (char *) cases[i].location };
      g_autofree char *id = ph_answer_get_message_id (&answer);

      g_assert_cmpstr (id, ==, cases[i].id);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/post/endpoints", test_checks_endpoints);
  g_test_add_func ("/post/headers", test_checks_headers);
  g_test_add_func ("/post/sends", test_sends_what_is_set);
  g_test_add_func ("/post/refused", test_reads_why_it_was_refused);
  g_test_add_func ("/post/message", test_finds_the_message);
  return g_test_run ();
}
