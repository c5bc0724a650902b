/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* A deliberately tiny distributor, independent of pushhub's code: both
 * versions of the interfaces, everything in memory, nothing kept for apps that
 * are not there. It stands in for the distributors that cannot be installed
 * where the tests run, so that the protocol tests prove something about the
 * protocol and not only about pushhub. */

#include "dbus/unifiedpush.h"

#include <libsoup/soup.h>
#include <string.h>

#define BUS_NAME "org.unifiedpush.Distributor.other"
#define SUCCEEDED "REGISTRATION_SUCCEEDED"

typedef struct
{
  guint version;
  char *service;
  char *token;
  char *path; /* of its endpoint */
} Entry;

typedef struct
{
  GDBusConnection *connection;
  SoupServer *server;
  GPtrArray *entries;
} Other;

static void
entry_free (Entry *entry)
{
  g_free (entry->service);
  g_free (entry->token);
  g_free (entry->path);
  g_free (entry);
}

static Entry *
find (Other *other, const char *token, const char *path)
{
  for (guint i = 0; i < other->entries->len; i++)
    {
      Entry *entry = other->entries->pdata[i];

      if (g_strcmp0 (entry->token, token) == 0 ||
          g_strcmp0 (entry->path, path) == 0)
        return entry;
    }
  return NULL;
}

static void
call_app (Other *other, Entry *entry, const char *method, GVariant *args)
{
  const char *interface = entry->version == 1 ? "org.unifiedpush.Connector1" :
                                                "org.unifiedpush.Connector2";

  g_dbus_connection_call (other->connection, entry->service,
                          "/org/unifiedpush/Connector", interface, method, args,
                          NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL, NULL);
}

static void
announce (Other *other, Entry *entry)
{
  GSList *uris = soup_server_get_uris (other->server);
  g_autofree char *base = g_uri_to_string (uris->data);
  g_autofree char *endpoint = g_strconcat (base, entry->path + 1, NULL);

  if (entry->version == 1)
    call_app (other, entry, "NewEndpoint",
              g_variant_new ("(ss)", entry->token, endpoint));
  else
    call_app (other, entry, "NewEndpoint",
              g_variant_new_parsed ("({'token': <%s>, 'endpoint': <%s>},)",
                                    entry->token, endpoint));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static Entry *
enter (Other *other, guint version, const char *service, const char *token)
{
  Entry *entry = find (other, token, NULL);

  if (entry == NULL)
    {
      g_autofree char *id = g_uuid_string_random ();

      entry = g_new0 (Entry, 1);
      entry->service = g_strdup (service);
      entry->token = g_strdup (token);
      entry->path = g_strconcat ("/up/", id, NULL);
      g_ptr_array_add (other->entries, entry);
    }
  entry->version = version;
  return entry;
}

static void
leave (Other *other, const char *token)
{
  Entry *entry = find (other, token, NULL);

  if (entry == NULL)
    return;

  if (entry->version == 1)
    call_app (other, entry, "Unregistered", g_variant_new ("(s)", ""));
  else
    call_app (other, entry, "Unregistered",
              g_variant_new_parsed ("({'token': <%s>},)", token));
  g_ptr_array_remove (other->entries, entry);
}

static gboolean
on_register1 (PhDBusDistributor1 *distributor,
              GDBusMethodInvocation *invocation,
              const char *service,
              const char *token,
              const char *description,
              Other *other)
{
  Entry *entry = enter (other, 1, service, token);

  ph_dbus_distributor1_complete_register (distributor, invocation, SUCCEEDED,
                                          "");
  announce (other, entry);
  return TRUE;
}

static gboolean
on_unregister1 (PhDBusDistributor1 *distributor,
                GDBusMethodInvocation *invocation,
                const char *token,
                Other *other)
{
  ph_dbus_distributor1_complete_unregister (distributor, invocation);
  leave (other, token);
  return TRUE;
}

static gboolean
on_register2 (PhDBusDistributor2 *distributor,
              GDBusMethodInvocation *invocation,
              GVariant *args,
              Other *other)
{
  const char *service = "";
  const char *token = "";
  Entry *entry;

  g_variant_lookup (args, "service", "&s", &service);
  g_variant_lookup (args, "token", "&s", &token);
  entry = enter (other, 2, service, token);
  ph_dbus_distributor2_complete_register (
      distributor, invocation,
      g_variant_new_parsed ("{'success': <%s>}", SUCCEEDED));
  announce (other, entry);
  return TRUE;
}

static gboolean
on_unregister2 (PhDBusDistributor2 *distributor,
                GDBusMethodInvocation *invocation,
                GVariant *args,
                Other *other)
{
  const char *token = "";

  g_variant_lookup (args, "token", "&s", &token);
  ph_dbus_distributor2_complete_unregister (distributor, invocation,
                                            g_variant_new_parsed ("@a{sv} {}"));
  leave (other, token);
  return TRUE;
}

static void
deliver (Other *other, Entry *entry, SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (
      soup_server_message_get_request_body (message));
  GVariant *body =
      g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *location = g_strconcat ("http://127.0.0.1/m/", id, NULL);
  SoupMessageHeaders *headers =
      soup_server_message_get_response_headers (message);
  const char *ttl = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "TTL");

  if (entry->version == 1)
    call_app (other, entry, "Message",
              g_variant_new ("(s@ays)", entry->token, body, id));
  else
    call_app (
        other, entry, "Message",
        g_variant_new_parsed ("({'token': <%s>, 'message': %v, 'id': <%s>},)",
                              entry->token, body, id));
  soup_message_headers_replace (headers, "Location", location);
  soup_message_headers_replace (headers, "TTL", ttl != NULL ? ttl : "0");
  soup_server_message_set_status (message, SOUP_STATUS_CREATED, NULL);
}

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  static const char discovery[] = "{\"unifiedpush\":{\"version\":1}}";
  Other *other = user_data;
  Entry *entry = find (other, NULL, path);

  if (entry == NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }
  if (strcmp (soup_server_message_get_method (message), "POST") == 0)
    {
      deliver (other, entry, message);
      return;
    }
  soup_server_message_set_response (message, "application/json",
                                    SOUP_MEMORY_STATIC, discovery,
                                    strlen (discovery));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

static void export(Other *other)
{
  PhDBusDistributor1 *v1 = ph_dbus_distributor1_skeleton_new ();
  PhDBusDistributor2 *v2 = ph_dbus_distributor2_skeleton_new ();
  GDBusInterfaceSkeleton *both[] = { G_DBUS_INTERFACE_SKELETON (v1),
                                     G_DBUS_INTERFACE_SKELETON (v2) };

  g_signal_connect (v1, "handle-register", G_CALLBACK (on_register1), other);
  g_signal_connect (v1, "handle-unregister", G_CALLBACK (on_unregister1),
                    other);
  g_signal_connect (v2, "handle-register", G_CALLBACK (on_register2), other);
  g_signal_connect (v2, "handle-unregister", G_CALLBACK (on_unregister2),
                    other);
  for (gsize i = 0; i < G_N_ELEMENTS (both); i++)
    g_assert_true (g_dbus_interface_skeleton_export (
        both[i], other->connection, "/org/unifiedpush/Distributor", NULL));
}

int
main (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  Other other = { 0 };

  other.entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  other.server = soup_server_new (NULL, NULL);
  soup_server_add_handler (other.server, NULL, on_request, &other, NULL);
  soup_server_listen_local (other.server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY,
                            &error);
  g_assert_no_error (error);
  other.connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  export(&other);
  g_bus_own_name_on_connection (other.connection, BUS_NAME,
                                G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL,
                                NULL);
  g_main_loop_run (loop);
  return 0;
}
