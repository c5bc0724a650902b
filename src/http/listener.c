/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/listener.h"

/* How many connections one turn of the loop takes at most, and how long to
 * wait when the system has no more descriptors or memory. */
#define ACCEPT_AT_ONCE 32
#define PAUSE_MS 200

struct _PhListener
{
  SoupServer *soup;
  PhTls *tls; /* or NULL */
  GPtrArray *doors;
  PhConnection *current;

  GHashTable *counted; /* GSocket, not owned: each is open */
  guint max;
  gboolean full; /* every door is closed until one of them ends */
  guint first;   /* counts on to the door that is opened first then */
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
open_doors (PhListener *self)
{
  guint count = self->doors->len;

  self->full = FALSE;
  for (guint i = 0; i < count; i++)
    open_door (self->doors->pdata[(self->first + i) % count]);

  /* The first to be opened is the first to be looked at: by turns, or those
   * who come to the other doors might never get in. */
  self->first++;
}

static void
close_doors (PhListener *self)
{
  self->full = TRUE;
  for (guint i = 0; i < self->doors->len; i++)
    set_source (self->doors->pdata[i], NULL);
}

static gboolean
is_full (PhListener *self)
{
  return g_hash_table_size (self->counted) >= self->max;
}

static void
forget (PhListener *self, gpointer socket)
{
  if (g_hash_table_remove (self->counted, socket) && self->full)
    open_doors (self);
}

/* Nobody has the connection any more: libsoup, or who took it from libsoup,
 * has closed it. */
static void
on_gone (gpointer user_data, GObject *socket)
{
  forget (user_data, socket);
}

static void
count_in (PhListener *self, GSocket *socket)
{
  g_hash_table_add (self->counted, socket);
  g_object_weak_ref (G_OBJECT (socket), on_gone, self);
}

void
ph_listener_release (PhListener *self, GSocket *socket)
{
  if (!g_hash_table_contains (self->counted, socket))
    return;

  g_object_weak_unref (G_OBJECT (socket), on_gone, self);
  forget (self, socket);
}

/* Returns: (transfer full) (nullable): the connection that libsoup gets. */
static PhConnection *
wrap (PhListener *self, GSocket *socket)
{
  g_autoptr (GIOStream) stream =
      self->tls != NULL ?
          ph_tls_wrap (self->tls, socket) :
          G_IO_STREAM (g_socket_connection_factory_create_connection (socket));

  return stream != NULL ? ph_connection_new (stream, socket) : NULL;
}

static void
hand_over (PhListener *self, GSocket *socket)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (socket, NULL);
  g_autoptr (GSocketAddress) remote =
      g_socket_get_remote_address (socket, NULL);
  g_autoptr (PhConnection) connection = NULL;

  /* The peer has reset the connection by now; libsoup would not bear it. */
  if (local == NULL || remote == NULL)
    return;

  connection = wrap (self, socket);
  if (connection == NULL)
    return;

  count_in (self, socket);
  self->current = connection;
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
  PhListener *self = door->listener;

  for (guint i = 0; i < ACCEPT_AT_ONCE && !is_full (self); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) socket = g_socket_accept (listening, NULL, &error);

      if (socket != NULL)
        {
          hand_over (self, socket);
          continue;
        }

      if (is_passing (error))
        return G_SOURCE_CONTINUE;

      g_info ("Cannot accept a connection now: %s", error->message);
      pause_accepting (door);
      return G_SOURCE_REMOVE;
    }

  if (!is_full (self))
    return G_SOURCE_CONTINUE;

  close_doors (self);
  return G_SOURCE_REMOVE;
}

static void
open_door (Door *door)
{
  GSource *source = g_socket_create_source (door->socket, G_IO_IN, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (on_connections), door, NULL);
  set_source (door, source);
}

PhListener *
ph_listener_new (SoupServer *soup, GPtrArray *sockets, guint max, PhTls *tls)
{
  PhListener *self = g_new0 (PhListener, 1);

  self->soup = soup;
  self->tls = tls;
  self->max = max;
  self->counted = g_hash_table_new (NULL, NULL);
  self->doors = g_ptr_array_new_with_free_func (door_free);
  for (guint i = 0; i < sockets->len; i++)
    {
      Door *door = g_new0 (Door, 1);

      door->listener = self;
      door->socket = g_object_ref (sockets->pdata[i]);
      g_ptr_array_add (self->doors, door);
    }

  open_doors (self);
  return self;
}

void
ph_listener_free (PhListener *self)
{
  GHashTableIter iter;
  gpointer socket;

  g_hash_table_iter_init (&iter, self->counted);
  while (g_hash_table_iter_next (&iter, &socket, NULL))
    g_object_weak_unref (socket, on_gone, self);

  g_hash_table_unref (self->counted);
  g_ptr_array_unref (self->doors);
  g_free (self);
}

PhConnection *
ph_listener_get_current (PhListener *self)
{
  return self->current;
}
