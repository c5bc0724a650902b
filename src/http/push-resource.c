/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/push-resource.h"

#include "core/error.h"
#include "core/id.h"
#include "http/reply.h"
#include "http/request.h"
#include "webpush/ttl.h"

static gboolean
check_endpoint (PhHub *hub, const char *endpoint, GError **error)
{
  if (ph_id_is_valid (endpoint))
    return ph_hub_find_endpoint (hub, endpoint, error) != NULL;

  g_set_error_literal (error, PH_ERROR, PH_ERROR_NOT_FOUND,
                       "This is not an endpoint of this hub.");
  return FALSE;
}

void
ph_push_resource_check (PhRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (!check_endpoint (request->edge->hub, request->name, &error))
    ph_reply_error (request->message, error);
}

void
ph_push_resource_discover (PhRequest *request)
{
  ph_reply_json (request->message, "{\"unifiedpush\":{\"version\":1}}");
}

/* libsoup looks header fields up by their last line; gateways repeat TTL, and
 * the first one is the sender's. */
static guint32
read_ttl (PhRequest *request)
{
  const PhSettings *settings = request->edge->settings;
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_message_headers_iter_init (
      &iter, soup_server_message_get_request_headers (request->message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    if (g_ascii_strcasecmp (name, "TTL") == 0)
      g_ptr_array_add (lines, (gpointer) value);

  g_ptr_array_add (lines, NULL);
  return ph_ttl_parse ((const char *const *) lines->pdata,
                       settings->ttl_default, settings->ttl_max);
}

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PhLateReply) late = user_data;
  PhHub *hub = PH_HUB (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhPush) push = ph_hub_accept_finish (hub, result, &error);
  g_autofree char *location = NULL;
  g_autofree char *ttl = NULL;

  if (push == NULL)
    {
      ph_reply_error (late->message, error);
      return;
    }

  location =
      g_strconcat (ph_hub_get_base_url (hub), "/message/", push->id, NULL);
  ttl = g_strdup_printf ("%" G_GUINT32_FORMAT, push->ttl);

  ph_reply_empty (late->message, SOUP_STATUS_CREATED);
  ph_reply_set_header (late->message, "Location", location);
  ph_reply_set_header (late->message, "TTL", ttl);
}

void
ph_push_resource_accept (PhRequest *request)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (
      soup_server_message_get_request_body (request->message));

  if (g_bytes_get_size (body) == 0)
    {
      g_autoptr (GError) error =
          g_error_new_literal (PH_ERROR, PH_ERROR_INVALID,
                               "A push has 1 to 4096 octets; this body is "
                               "empty.");
      ph_reply_error (request->message, error);
      return;
    }

  ph_hub_accept_async (request->edge->hub, request->name, body,
                       read_ttl (request), on_accepted,
                       ph_late_reply_new (request->message));
}
