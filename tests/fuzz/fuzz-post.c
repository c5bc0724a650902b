/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/post.h"

#include "fuzz/fuzz.h"

#include <gio/gio.h>
#include <string.h>

/* A push server, in a thread of its own: whatever it is asked, it sends the
 * octets of the input and ends the connection. */
typedef struct
{
  GSocket *listening;
  char *url;
  GMutex mutex;
  GBytes *octets;
} Server;

static void
set_octets (Server *server, const guint8 *data, gsize size)
{
  g_mutex_lock (&server->mutex);
  g_clear_pointer (&server->octets, g_bytes_unref);
  server->octets = g_bytes_new (data, size);
  g_mutex_unlock (&server->mutex);
}

static GBytes *
get_octets (Server *server)
{
  GBytes *octets;

  g_mutex_lock (&server->mutex);
  octets = g_bytes_ref (server->octets);
  g_mutex_unlock (&server->mutex);
  return octets;
}

static void
answer (Server *server, GSocket *socket)
{
  g_autoptr (GBytes) octets = get_octets (server);
  gsize size = 0;
  const char *data = g_bytes_get_data (octets, &size);
  char waste[4096];
  gsize sent = 0;

  /* The request first: some clients do not like an answer that is early. */
  g_socket_receive (socket, waste, sizeof waste, NULL, NULL);
  while (sent < size)
    {
      gssize part =
          g_socket_send (socket, data + sent, size - sent, NULL, NULL);

      if (part <= 0)
        return;
      sent += (gsize) part;
    }

  g_socket_shutdown (socket, FALSE, TRUE, NULL);
  while (g_socket_receive (socket, waste, sizeof waste, NULL, NULL) > 0)
    continue;
}

static gpointer
run (gpointer user_data)
{
  Server *server = user_data;

  for (;;)
    {
      g_autoptr (GSocket) socket =
          g_socket_accept (server->listening, NULL, NULL);

      answer (server, socket);
      g_socket_close (socket, NULL);
    }

  return NULL;
}

static Server *
start_server (void)
{
  Server *server = g_new0 (Server, 1);
  g_autoptr (GSocketAddress) any =
      g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  server->listening = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                    G_SOCKET_PROTOCOL_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (server->listening, any, TRUE, NULL));
  g_assert_true (g_socket_listen (server->listening, NULL));
  address = g_socket_get_local_address (server->listening, NULL);
  server->url = g_strdup_printf (
      "http://127.0.0.1:%u/push/id/x",
      g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  g_thread_unref (g_thread_new ("server", run, server));
  return server;
}

static void
expect_shown (const char *text)
{
  if (text != NULL && *text != '\0')
    fuzz_expect_sentence (text);
}

static void
expect_sound (const PhAnswer *answer)
{
  g_autofree char *id = ph_answer_get_message_id (answer);

  g_assert_cmpuint (answer->status, >=, 100);
  g_assert_nonnull (answer->reason);
  expect_shown (answer->reason);
  expect_shown (answer->location);
  expect_shown (answer->ttl);
  expect_shown (id);
  if (id != NULL)
    g_assert_null (strchr (id, '/'));
}

/* What a push server answers. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static Server *server;
  g_autoptr (SoupSession) session = soup_session_new_with_options (
      "timeout", 10, "proxy-resolver", NULL, NULL);
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhAnswer) answer = NULL;
  PhPost post = { .body = body, .ttl = 60 };

  if (server == NULL)
    server = start_server ();

  set_octets (server, data, size);
  post.endpoint = server->url;
  answer = ph_post_send (&post, session, &error);
  g_assert_true ((answer == NULL) == (error != NULL));
  if (answer != NULL)
    expect_sound (answer);
  soup_session_abort (session);
  return 0;
}
