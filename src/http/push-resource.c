/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/push-resource.h"

#include "core/error.h"
#include "core/id.h"
#include "http/reply.h"
#include "http/request.h"
#include "webpush/topic.h"
#include "webpush/ttl.h"
#include "webpush/urgency-field.h"

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

/* libsoup looks header fields up by their last line; gateways repeat some, and
 * the first one is the sender's.
 *
 * Returns: (transfer container): the values of all lines, NULL-terminated. */
static const char **
list_values (PhRequest *request, const char *field)
{
  GPtrArray *values = g_ptr_array_new ();
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_message_headers_iter_init (
      &iter, soup_server_message_get_request_headers (request->message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    if (g_ascii_strcasecmp (name, field) == 0)
      g_ptr_array_add (values, (gpointer) value);

  g_ptr_array_add (values, NULL);
  return (const char **) g_ptr_array_free (values, FALSE);
}

static guint32
read_ttl (PhRequest *request)
{
  const PhSettings *settings = request->edge->settings;
  g_autofree const char **values = list_values (request, "TTL");

  return ph_ttl_parse (values, settings->ttl_default, settings->ttl_max);
}

static gboolean
read_urgency (PhRequest *request, PhUrgency *urgency, GError **error)
{
  g_autofree const char **values = list_values (request, "Urgency");

  return ph_urgency_field_parse (values, urgency, error);
}

static gboolean
read_topic (PhRequest *request, const char **topic, GError **error)
{
  g_autofree const char **values = list_values (request, "Topic");

  return ph_topic_parse (values, topic, error);
}

void
ph_push_resource_judge (PhRequest *request)
{
  SoupServerMessage *message = request->message;
  g_autofree const char **topics = list_values (request, "Topic");
  PhUrgency urgency = PH_URGENCY_NORMAL;
  const char *topic = NULL;
  g_autoptr (GError) error = NULL;

  if (!ph_hub_check_accept (request->edge->hub, request->name, topics[0],
                            &error))
    ph_reply_error (message, error);
  else if (!read_urgency (request, &urgency, &error))
    ph_reply_refusal (message, &ph_refusal_urgency, error->message);
  else if (!read_topic (request, &topic, &error))
    ph_reply_refusal (message, &ph_refusal_topic, error->message);
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
  PhPushContent content = { .body = body };
  g_autoptr (GError) error = NULL;

  if (g_bytes_get_size (body) == 0)
    g_set_error_literal (&error, PH_ERROR, PH_ERROR_INVALID,
                         "A push has 1 to 4096 octets; this body is empty.");
  if (error != NULL || !read_urgency (request, &content.urgency, &error) ||
      !read_topic (request, &content.topic, &error))
    {
      ph_reply_error (request->message, error);
      return;
    }

  content.ttl = read_ttl (request);
  ph_hub_accept_async (request->edge->hub, request->name, &content, on_accepted,
                       ph_late_reply_new (request->message));
}
