/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/server.h"

#include "http/bind.h"
#include "http/clients.h"
#include "http/reply.h"
#include "http/request.h"
#include "http/routes.h"

#define NOT_HTTP                                                               \
  "This cannot be understood: HTTP/1.1 has a line with method, target and "    \
  "version, then lines of header fields, with Host, and then an empty line."

/* How a request moves: the listener accepts a connection and gives it to
 * libsoup; "request-started" makes the PhRequest; its headers are judged, its
 * chunks counted; libsoup calls on_request () when the body is there; the
 * route's function answers, or makes a late reply and answers when the hub
 * has decided. The PhRequest lives until the connection ends. */
struct _PhServer
{
  GObject parent_instance;

  PhEdge edge;
  SoupServer *soup;
  GHashTable *requests; /* SoupServerMessage → PhRequest */
  char *not_http;       /* JSON */
  char *base_url;
  char **addresses;
};

G_DEFINE_FINAL_TYPE (PhServer, ph_server, G_TYPE_OBJECT)

static void
on_got_headers (PhServer *self, SoupServerMessage *message)
{
  ph_reply_unprepare (message);

  /* libsoup would send a part of any answer, with a status of its own; nobody
   * has to (RFC 9110 section 14.2). */
  soup_message_headers_remove (
      soup_server_message_get_request_headers (message), "Range");
  ph_request_judge (g_hash_table_lookup (self->requests, message), ph_routes);
}

static void
on_got_chunk (PhServer *self, GBytes *chunk, SoupServerMessage *message)
{
  ph_request_count (g_hash_table_lookup (self->requests, message),
                    g_bytes_get_size (chunk));
}

static void
on_request_read (SoupServer *soup, SoupServerMessage *message, PhServer *self)
{
  ph_request_arrived (g_hash_table_lookup (self->requests, message));
}

static void
on_disconnected (PhServer *self, SoupServerMessage *message)
{
  g_hash_table_remove (self->requests, message);
}

/* Connected after libsoup's own handlers, so that ours see what they decided:
 * it refuses some requests by itself and calls no handler for them. */
static void
on_request_started (SoupServer *soup,
                    SoupServerMessage *message,
                    PhServer *self)
{
  PhRequest *request = ph_request_new (
      &self->edge, message, ph_listener_get_current (self->edge.listener));

  ph_reply_prepare (message, self->not_http);
  g_hash_table_insert (self->requests, message, request);
  g_signal_connect_object (message, "got-headers", G_CALLBACK (on_got_headers),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "got-chunk", G_CALLBACK (on_got_chunk),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (message, "disconnected",
                           G_CALLBACK (on_disconnected), self,
                           G_CONNECT_SWAPPED);
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  PhServer *self = user_data;

  ph_request_answer (g_hash_table_lookup (self->requests, message));
}

PhServer *
ph_server_new (PhHub *hub, const PhSettings *settings, const PhBounds *bounds)
{
  PhServer *self = g_object_new (PH_TYPE_SERVER, NULL);

  self->edge.hub = g_object_ref (hub);
  self->edge.settings = settings;
  self->edge.bounds = bounds;
  self->edge.clients = ph_clients_new (hub);
  self->edge.verified = ph_vapid_cache_new ();
  self->edge.recent = ph_matrix_recent_new ();
  self->edge.again = ph_matrix_again_new (hub, bounds->again_ms);
  return self;
}

static char **
get_names (GPtrArray *sockets)
{
  char **names = g_new0 (char *, sockets->len + 1);

  for (guint i = 0; i < sockets->len; i++)
    names[i] = ph_bind_get_name (sockets->pdata[i]);

  return names;
}

gboolean
ph_server_listen (PhServer *self, PhTls *tls, GError **error)
{
  const PhSettings *settings;
  g_autoptr (GPtrArray) sockets = NULL;

  g_return_val_if_fail (PH_IS_SERVER (self), FALSE);
  g_return_val_if_fail (self->addresses == NULL, FALSE);

  settings = self->edge.settings;
  sockets = ph_bind ((const char *const *) settings->addresses, settings->port,
                     error);
  if (sockets == NULL)
    return FALSE;

  self->addresses = get_names (sockets);
  self->base_url = settings->public_url != NULL ?
                       g_strdup (settings->public_url) :
                       g_strconcat (tls != NULL ? "https://" : "http://",
                                    self->addresses[0], NULL);
  self->edge.own =
      ph_own_urls_new (self->base_url, tls != NULL ? "https" : "http",
                       ph_bind_get_port (sockets->pdata[0]));
  self->edge.listener = ph_listener_new (self->soup, sockets,
                                         self->edge.bounds->connections, tls);
  return TRUE;
}

void
ph_server_stop (PhServer *self)
{
  g_return_if_fail (PH_IS_SERVER (self));

  g_clear_pointer (&self->edge.listener, ph_listener_free);
  ph_clients_end (self->edge.clients);
}

const char *
ph_server_get_base_url (PhServer *self)
{
  g_return_val_if_fail (PH_IS_SERVER (self), NULL);
  return self->base_url;
}

const char *const *
ph_server_get_addresses (PhServer *self)
{
  g_return_val_if_fail (PH_IS_SERVER (self), NULL);
  return (const char *const *) self->addresses;
}

PhReceiver *
ph_server_get_receiver (const PhRegistration *registration, gpointer server)
{
  PhServer *self = PH_SERVER (server);

  return ph_clients_get_receiver (self->edge.clients, registration);
}

static void
ph_server_dispose (GObject *object)
{
  PhServer *self = PH_SERVER (object);

  g_clear_pointer (&self->edge.listener, ph_listener_free);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  if (self->edge.again != NULL)
    ph_matrix_again_close (self->edge.again);
  g_clear_pointer (&self->edge.again, ph_matrix_again_unref);
  g_clear_pointer (&self->edge.recent, ph_matrix_recent_unref);
  g_clear_pointer (&self->edge.clients, ph_clients_free);
  g_clear_pointer (&self->edge.verified, ph_vapid_cache_free);
  g_clear_object (&self->edge.hub);

  G_OBJECT_CLASS (ph_server_parent_class)->dispose (object);
}

static void
ph_server_finalize (GObject *object)
{
  PhServer *self = PH_SERVER (object);

  g_hash_table_unref (self->requests);
  g_clear_pointer (&self->edge.own, ph_own_urls_free);
  g_strfreev (self->addresses);
  g_free (self->base_url);
  g_free (self->not_http);

  G_OBJECT_CLASS (ph_server_parent_class)->finalize (object);
}

static void
ph_server_class_init (PhServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ph_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = ph_server_finalize;
}

static void
ph_server_init (PhServer *self)
{
  self->requests = g_hash_table_new_full (NULL, NULL, NULL,
                                          (GDestroyNotify) ph_request_free);
  self->not_http = ph_refusal_to_json (&ph_refusal_syntax, NOT_HTTP);
  self->soup = soup_server_new (NULL, NULL);
  g_signal_connect_object (self->soup, "request-started",
                           G_CALLBACK (on_request_started), self, 0);
  g_signal_connect_object (self->soup, "request-read",
                           G_CALLBACK (on_request_read), self, 0);
  soup_server_add_handler (self->soup, NULL, on_request, self, NULL);
  soup_server_add_handler (self->soup, "*", on_request, self, NULL);
}
