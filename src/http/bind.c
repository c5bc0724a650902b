/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/bind.h"

#include "core/error.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

/* libsoup's 10 costs whole seconds of TCP retransmissions under load. */
#define BACKLOG 1024

/* A peer that vanished without a word is noticed after this many seconds. */
#define KEEPALIVE_SECONDS 300

/* Ports the system offers for the first address before we believe that none
 * of them is free on the others. */
#define PORT_TRIES 16

static gboolean
listen_on (GSocket *socket, GSocketAddress *address, GError **error)
{
  if (!g_socket_bind (socket, address, TRUE, error))
    return FALSE;

  /* What is accepted inherits these. */
  g_socket_set_keepalive (socket, TRUE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPIDLE, KEEPALIVE_SECONDS,
                       NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);

  g_socket_set_blocking (socket, FALSE);
  g_socket_set_listen_backlog (socket, BACKLOG);
  return g_socket_listen (socket, error);
}

static GSocket *
open_socket (GInetAddress *address, guint16 port, GError **error)
{
  GSocketFamily family = g_inet_address_get_family (address);
  g_autoptr (GSocketAddress) full = g_inet_socket_address_new (address, port);
  g_autoptr (GSocket) socket =
      g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;

  /* Each address has its own socket; :: must not take IPv4's port too. */
  if (family == G_SOCKET_FAMILY_IPV6)
    g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, TRUE, NULL);

  return listen_on (socket, full, error) ? g_steal_pointer (&socket) : NULL;
}

static guint16
get_port (GSocket *socket)
{
  g_autoptr (GSocketAddress) address =
      g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static gboolean
has_no_ipv6 (GInetAddress *address, const GError *error)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
         g_inet_address_get_is_loopback (address) &&
         !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE) &&
         !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

/* One try: all of @addresses on @port, or on the one the first gets. Errors
 * are those of GIO. */
static GPtrArray *
bind_all (const char *const *addresses, guint16 port, GError **error)
{
  g_autoptr (GPtrArray) sockets =
      g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; addresses[i] != NULL; i++)
    {
      g_autoptr (GError) local = NULL;
      g_autoptr (GInetAddress) address =
          g_inet_address_new_from_string (addresses[i]);
      GSocket *socket = open_socket (address, port, &local);

      if (socket == NULL && has_no_ipv6 (address, local))
        {
          g_message ("Not listening on %s: %s", addresses[i], local->message);
          continue;
        }
      if (socket == NULL)
        {
          g_propagate_prefixed_error (
              error, g_steal_pointer (&local),
              "Cannot listen on %s, port %u: ", addresses[i], port);
          return NULL;
        }

      g_ptr_array_add (sockets, socket);
      port = get_port (socket);
    }

  return g_steal_pointer (&sockets);
}

static gboolean
check_addresses (const char *const *addresses, GError **error)
{
  for (gsize i = 0; addresses[i] != NULL; i++)
    {
      g_autoptr (GInetAddress) address =
          g_inet_address_new_from_string (addresses[i]);

      if (address != NULL)
        continue;

      g_set_error (error, PH_ERROR, PH_ERROR_FAILED,
                   "Cannot listen on \"%s\": it is not an IP address.",
                   addresses[i]);
      return FALSE;
    }

  return TRUE;
}

/* With port 0 the one that the first address gets may be taken on another. */
static GPtrArray *
bind_with_retries (const char *const *addresses, guint port, GError **error)
{
  for (guint tries = PORT_TRIES; port == 0 && tries > 1; tries--)
    {
      g_autoptr (GError) local = NULL;
      GPtrArray *sockets = bind_all (addresses, 0, &local);

      if (sockets != NULL)
        return sockets;
      if (!g_error_matches (local, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }

  return bind_all (addresses, (guint16) port, error);
}

GPtrArray *
ph_bind (const char *const *addresses, guint port, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GPtrArray) sockets = NULL;

  if (!check_addresses (addresses, error))
    return NULL;

  sockets = bind_with_retries (addresses, port, &local);
  if (local != NULL)
    g_set_error (error, PH_ERROR, PH_ERROR_FAILED,
                 "%s. Choose another address or port, or stop what uses it.",
                 local->message);
  else if (sockets->len == 0)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_FAILED,
                         "There is no address to listen on. Name one with "
                         "--address.");
  else
    return g_steal_pointer (&sockets);

  return NULL;
}

char *
ph_bind_get_name (GSocket *socket)
{
  g_autoptr (GSocketAddress) address =
      g_socket_get_local_address (socket, NULL);

  return g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));
}

guint
ph_bind_get_port (GSocket *socket)
{
  g_autoptr (GSocketAddress) address =
      g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}
