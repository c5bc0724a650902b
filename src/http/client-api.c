/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/client-api.h"

#include "core/error.h"
#include "core/id.h"
#include "http/access.h"
#include "http/reply.h"
#include "http/request.h"

#include <string.h>

void
ph_client_api_check (PhRequest *request)
{
  SoupServerMessage *message = request->message;

  switch (ph_access_judge (request->edge->settings,
                           soup_server_message_get_request_headers (message)))
    {
    case PH_ACCESS_GRANTED:
      break;
    case PH_ACCESS_OFF:
      ph_reply_refusal (message, &ph_refusal_path,
                        "There is nothing at this path.");
      break;
    case PH_ACCESS_HOST:
      ph_reply_refusal (message, &ph_refusal_access,
                        "The client API is for this machine: the Host header "
                        "field must name it.");
      break;
    case PH_ACCESS_ORIGIN:
      ph_reply_refusal (message, &ph_refusal_access,
                        "The client API is not for web pages.");
      break;
    case PH_ACCESS_TOKEN:
      ph_reply_refusal (message, &ph_refusal_token,
                        "The client API needs its bearer token.");
      ph_reply_set_header (message, "WWW-Authenticate", "Bearer");
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
on_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PhLateReply) late = user_data;
  PhHub *hub = PH_HUB (source);
  g_autoptr (GError) error = NULL;
  gint64 id = ph_hub_register_finish (hub, result, &error);
  const PhRegistration *client = ph_hub_find_id (hub, id);
  g_autofree char *json = NULL;

  if (client == NULL)
    {
      if (error == NULL)
        g_set_error_literal (&error, PH_ERROR, PH_ERROR_REMOVED,
                             "This id was removed while it was being stored.");
      ph_reply_error (late->message, error);
      return;
    }

  json = g_strdup_printf ("{\"id\":\"%s\"}", client->endpoint);
  ph_reply_json (late->message, json);
}

void
ph_client_api_register (PhRequest *request)
{
  g_autoptr (PhRegistration) wanted =
      ph_registration_new (PH_REGISTRATION_CLIENT);

  ph_hub_register_async (request->edge->hub, wanted, on_registered,
                         ph_late_reply_new (request->message));
}

/* An app's endpoint is no id of the client API, and the answer must not tell
 * that it is one of anything: who knows an endpoint may not listen to it. */
static const PhRegistration *
find_client (PhHub *hub, const char *id)
{
  const PhRegistration *registration =
      ph_id_is_valid (id) ? ph_hub_find_endpoint (hub, id, NULL) : NULL;

  return registration != NULL && registration->kind == PH_REGISTRATION_CLIENT ?
             registration :
             NULL;
}

static void
reply_unknown (PhRequest *request, const char *ids)
{
  g_autofree char *sentence =
      g_strdup_printf ("No such id of the client API: %s", ids);

  ph_reply_refusal (request->message, &ph_refusal_id, sentence);
}

/* Returns: (transfer container) (nullable): the registrations of @ids, each
 * once; NULL after replying that some are unknown. */
static GPtrArray *
find_clients (PhRequest *request, char **ids)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GPtrArray) unknown = g_ptr_array_new ();
  g_autofree char *names = NULL;

  for (char **id = ids; *id != NULL; id++)
    {
      const PhRegistration *client = find_client (request->edge->hub, *id);

      if (client == NULL)
        g_ptr_array_add (unknown, *id);
      else if (!g_ptr_array_find (found, client, NULL))
        g_ptr_array_add (found, (gpointer) client);
    }

  if (unknown->len == 0)
    return g_steal_pointer (&found);

  g_ptr_array_add (unknown, NULL);
  names = g_strjoinv (", ", (char **) unknown->pdata);
  reply_unknown (request, names);
  return NULL;
}

static gboolean
has_room (PhRequest *request)
{
  guint max = request->edge->bounds->streams;
  g_autofree char *sentence = NULL;

  if (ph_clients_count (request->edge->clients) < max)
    return TRUE;

  sentence = g_strdup_printf (
      "%u listeners are open, which is as many as this hub can have.", max);
  ph_reply_refusal (request->message, &ph_refusal_streams, sentence);
  return FALSE;
}

static void
listen (PhRequest *request, char **ids, PhClientStyle style)
{
  g_autoptr (GPtrArray) registrations = find_clients (request, ids);

  if (registrations == NULL || !has_room (request))
    return;

  ph_request_stay (request);
  ph_clients_add (
      request->edge->clients,
      ph_client_stream_new (request->message, request->socket, style),
      registrations);
}

void
ph_client_api_listen (PhRequest *request)
{
  char *ids[] = { request->name, NULL };

  listen (request, ids, PH_CLIENT_STYLE_PLAIN);
}

static gboolean
wants_batches (PhRequest *request)
{
  GUri *uri = soup_server_message_get_uri (request->message);
  g_autoptr (GHashTable) query = NULL;

  if (request->edge->settings->client_batch)
    return TRUE;
  if (g_uri_get_query (uri) == NULL)
    return FALSE;

  query = soup_form_decode (g_uri_get_query (uri));
  return g_strcmp0 (g_hash_table_lookup (query, "batch"), "1") == 0;
}

void
ph_client_api_listen_many (PhRequest *request)
{
  g_auto (GStrv) ids = g_strsplit (request->name, "&", -1);

  listen (request, ids,
          wants_batches (request) ? PH_CLIENT_STYLE_BATCHES :
                                    PH_CLIENT_STYLE_OBJECTS);
}

static void
on_unregistered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PhLateReply) late = user_data;
  g_autoptr (GError) error = NULL;

  if (ph_hub_unregister_finish (PH_HUB (source), result, &error))
    ph_reply_empty (late->message, SOUP_STATUS_NO_CONTENT);
  else
    ph_reply_error (late->message, error);
}

void
ph_client_api_unregister (PhRequest *request)
{
  PhHub *hub = request->edge->hub;
  const PhRegistration *client = find_client (hub, request->name);

  if (client == NULL)
    reply_unknown (request, request->name);
  else
    ph_hub_unregister_async (hub, client->id, TRUE, on_unregistered,
                             ph_late_reply_new (request->message));
}
