/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fake-bus.h"

#include "support/wait.h"

#include <gio/gunixsocketaddress.h>
#include <sys/socket.h>

/* Last of all calls, to know that those before have come in. */
#define THE_END "TheEnd"

static GDBusMessage *
answer (const FakeAnswer *how, GDBusMessage *call)
{
  GDBusMessage *reply = NULL;

  if (how->error != NULL)
    reply = g_dbus_message_new_method_error_literal (call, how->error, "No.");
  else
    reply = g_dbus_message_new_method_reply (call);

  if (how->signature != NULL)
    g_dbus_message_set_body (reply, g_variant_new ("(s)", FAKE_BUS_APP));
  g_dbus_message_set_sender (reply, how->sender);
  return reply;
}

/* What GDBus asks of every bus by itself. */
static const FakeAnswer *
find_usual (const char *method)
{
  static const FakeAnswer usual[] = {
    { "Hello", FAKE_BUS, .signature = "(s)" },
    { "AddMatch", FAKE_BUS },
    { "RemoveMatch", FAKE_BUS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (g_strcmp0 (usual[i].method, method) == 0)
      return &usual[i];
  return NULL;
}

static const FakeAnswer *
find_answer (FakeBus *bus, const char *method)
{
  const FakeAnswer *how = bus->answers;

  while (how->method != NULL && g_strcmp0 (how->method, method) != 0)
    how++;
  return how;
}

/* On the thread of the connection. */
static GDBusMessage *
on_message (GDBusConnection *connection,
            GDBusMessage *message,
            gboolean incoming,
            gpointer user_data)
{
  FakeBus *bus = user_data;
  const FakeAnswer *how = NULL;
  gboolean is_usual = FALSE;
  g_autoptr (GDBusMessage) reply = NULL;

  if (!incoming)
    return message;

  how = find_usual (g_dbus_message_get_member (message));
  is_usual = how != NULL;
  if (!is_usual)
    how = find_answer (bus, g_dbus_message_get_member (message));
  if (!how->never)
    {
      reply = answer (how, message);
      g_dbus_connection_send_message (
          connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
    }
  if (is_usual)
    g_object_unref (message);
  else
    g_async_queue_push (bus->calls, message);
  g_main_context_wakeup (NULL);
  return NULL;
}

static GIOStream *
stream_new (int fd)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, &error);

  g_assert_no_error (error);
  return G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
}

static void
connect_to (int fd,
            const char *guid,
            GDBusConnectionFlags flags,
            GAsyncResult **result)
{
  g_autoptr (GIOStream) stream = stream_new (fd);

  g_dbus_connection_new (stream, guid, flags, NULL, NULL, wait_take_result,
                         result);
}

static GDBusConnection *
connect_finish (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_dbus_connection_new_finish (result, &error);

  g_assert_no_error (error);
  return connection;
}

void
fake_bus_set_answers (FakeBus *bus, const FakeAnswer *answers)
{
  gsize length = 1;

  while (answers[length - 1].method != NULL)
    length++;
  g_free (bus->answers);
  bus->answers = g_memdup2 (answers, length * sizeof *answers);
  for (gsize i = 0; i < length; i++)
    bus->answers[i].error = g_intern_string (answers[i].error);
}

void
fake_bus_set_up (FakeBus *bus, gconstpointer data)
{
  static const FakeAnswer never = { .never = TRUE };
  g_autofree char *guid = g_dbus_generate_guid ();
  g_autoptr (GAsyncResult) server = NULL;
  g_autoptr (GAsyncResult) client = NULL;
  int fds[2];

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds));
  bus->calls = g_async_queue_new_full (g_object_unref);
  fake_bus_set_answers (bus, &never);
  connect_to (fds[0], guid,
              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER |
                  G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
              &server);
  connect_to (fds[1], NULL,
              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
              &client);
  wait_until (server != NULL);
  bus->other = connect_finish (server);
  g_dbus_connection_add_filter (bus->other, on_message, bus, NULL);
  g_dbus_connection_start_message_processing (bus->other);
  wait_until (client != NULL);
  bus->hub = connect_finish (client);
}

void
fake_bus_tear_down (FakeBus *bus, gconstpointer data)
{
  g_dbus_connection_close_sync (bus->hub, NULL, NULL);
  g_dbus_connection_close_sync (bus->other, NULL, NULL);
  g_object_unref (bus->hub);
  g_object_unref (bus->other);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_async_queue_unref (bus->calls);
  g_free (bus->answers);
}

GDBusMessage *
fake_bus_take_call (FakeBus *bus, const char *method)
{
  GDBusMessage *call = NULL;

  wait_until (g_async_queue_length (bus->calls) > 0);
  call = g_async_queue_pop (bus->calls);
  g_assert_cmpstr (g_dbus_message_get_member (call), ==, method);
  return call;
}

void
fake_bus_expect_no_call (FakeBus *bus)
{
  g_autoptr (GDBusMessage) end =
      g_dbus_message_new_method_call (NULL, "/", NULL, THE_END);

  g_assert_true (g_dbus_connection_send_message (
      bus->hub, end, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL));
  g_object_unref (fake_bus_take_call (bus, THE_END));
}
