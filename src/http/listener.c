/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/listener.h"

/* How many connections one turn of the loop takes at most, and how long to
 * wait when the system has no more descriptors or memory. */
#define ACCEPT_AT_ONCE 32
#define PAUSE_MS 200

/* A peer that sends half a request, or does not read its answer, is let go
 * after this many seconds of silence. */
#define SILENCE_SECONDS 60

struct _PhListener
{
  SoupServer *soup;
  GPtrArray *doors;
  GSocket *current;
};

/* One listening socket. */
typedef struct
{
  PhListener *listener;
  GSocket *socket;
  GSource *source; /* waits for a connection, or for the pause to end */
} Door;

static void open_door (Door *door);

static void
set_source (Door *door, GSource *source)
{
  if (door->source != NULL)
    g_source_destroy (door->source);
  g_clear_pointer (&door->source, g_source_unref);

  door->source = source;
  if (source != NULL)
    g_source_attach (source, NULL);
}

static void
door_free (gpointer data)
{
  Door *door = data;

  set_source (door, NULL);
  g_object_unref (door->socket);
  g_free (door);
}

static gboolean
on_paused (gpointer user_data)
{
  open_door (user_data);
  return G_SOURCE_REMOVE;
}

static void
pause_accepting (Door *door)
{
  GSource *source = g_timeout_source_new (PAUSE_MS);

  g_source_set_callback (source, on_paused, door, NULL);
  set_source (door, source);
}

static void
hand_over (PhListener *self, GSocket *socket)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autoptr (GSocketAddress) remote =
      g_socket_get_remote_address (socket, NULL);
  g_autoptr (GSocketConnection) connection = NULL;

  /* The peer has reset the connection by now; libsoup would not bear it. */
  if (local == NULL || remote == NULL)
    return;

  g_socket_set_timeout (socket, SILENCE_SECONDS);
  connection = g_socket_connection_factory_create_connection (socket);

  self->current = socket;
  soup_server_accept_iostream (self->soup, G_IO_STREAM (connection), local,
                               remote, NULL);
  self->current = NULL;
}

/* Whether it is about the one connection, or nothing at all. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

static gboolean
on_connections (GSocket *listening, GIOCondition condition, gpointer user_data)
{
  Door *door = user_data;

  for (guint i = 0; i < ACCEPT_AT_ONCE; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) socket = g_socket_accept (listening, NULL, &error);

      if (socket != NULL)
        {
          hand_over (door->listener, socket);
          continue;
        }

      if (is_passing (error))
        return G_SOURCE_CONTINUE;

      g_info ("Cannot accept a connection now: %s", error->message);
      pause_accepting (door);
      return G_SOURCE_REMOVE;
    }

  return G_SOURCE_CONTINUE;
}

static void
open_door (Door *door)
{
  GSource *source = g_socket_create_source (door->socket, G_IO_IN, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (on_connections), door, NULL);
  set_source (door, source);
}

PhListener *
ph_listener_new (SoupServer *soup, GPtrArray *sockets)
{
  PhListener *self = g_new0 (PhListener, 1);

  self->soup = soup;
  self->doors = g_ptr_array_new_with_free_func (door_free);
  for (guint i = 0; i < sockets->len; i++)
    {
      Door *door = g_new0 (Door, 1);

      door->listener = self;
      door->socket = g_object_ref (sockets->pdata[i]);
      g_ptr_array_add (self->doors, door);
      open_door (door);
    }

  return self;
}

void
ph_listener_free (PhListener *self)
{
  g_ptr_array_unref (self->doors);
  g_free (self);
}

GSocket *
ph_listener_get_current (PhListener *self)
{
  return self->current;
}
