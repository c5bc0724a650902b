/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/push-resource.h"

#include "core/error.h"
#include "core/id.h"
#include "http/push-judge.h"
#include "http/reply.h"
#include "http/request.h"

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

static void
accept (PhRequest *request, GBytes *body)
{
  const PhJudgement *judgement = request->judgement;
  g_autofree char *findings = ph_findings_to_text (judgement->findings);
  const PhPushContent content = {
    .body = body,
    .ttl = judgement->ttl,
    .urgency = judgement->urgency,
    .topic = judgement->topic,
    .origin = request->route->folds ? "through the aesgcm gateway" : NULL,
    .findings = findings,
  };

  ph_hub_accept_async (request->edge->hub, request->name, &content, on_accepted,
                       ph_late_reply_new (request->message));
}

void
ph_push_resource_accept_body (PhRequest *request, GBytes *body)
{
  if (ph_push_judge_body (request, body))
    accept (request, body);
}

void
ph_push_resource_accept (PhRequest *request)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (
      soup_server_message_get_request_body (request->message));

  ph_push_resource_accept_body (request, body);
}
