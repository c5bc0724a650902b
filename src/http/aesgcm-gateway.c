/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/aesgcm-gateway.h"

#include "core/error.h"
#include "http/field-lines.h"
#include "http/push-judge.h"
#include "http/push-resource.h"
#include "http/reply.h"
#include "http/request.h"
#include "webpush/aesgcm-fold.h"

/* Returns: (transfer full) (nullable): the identifier of the endpoint that the
 * query names. */
static char *
find_endpoint (PhRequest *request)
{
  const char *query =
      g_uri_get_query (soup_server_message_get_uri (request->message));
  g_autoptr (GHashTable) form = NULL;
  const char *url = NULL;

  if (query != NULL)
    form = soup_form_decode (query);
  if (form != NULL)
    url = g_hash_table_lookup (form, "e");

  return url != NULL ? ph_own_urls_find_endpoint (request->edge->own, url) :
                       NULL;
}

gboolean
ph_aesgcm_gateway_is_on (PhRequest *request)
{
  const PhSettings *settings = request->edge->settings;

  return settings->aesgcm_gateway && settings->strictness == PH_LENIENT;
}

void
ph_aesgcm_gateway_check (PhRequest *request)
{
  request->name = find_endpoint (request);
}

void
ph_aesgcm_gateway_discover (PhRequest *request)
{
  ph_reply_json (request->message,
                 "{\"unifiedpush\":{\"gateway\":\"aesgcm\"}}");
}

/* Returns: whether there is the endpoint; else that has been replied. */
static gboolean
judge_endpoint (PhRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (request->name == NULL)
    ph_request_refuse (request, &ph_refusal_id,
                       "The query must be e= and the URL of an endpoint of "
                       "this hub, percent-encoded.");
  else if (ph_hub_find_endpoint (request->edge->hub, request->name, &error) ==
           NULL)
    ph_reply_error (request->message, error);
  else
    return TRUE;

  return FALSE;
}

static void
refuse (PhRequest *request, const GError *error)
{
  ph_reply_error (request->message, error);
  ph_push_judge_note_refused (request, error->message);
}

void
ph_aesgcm_gateway_refuse_length (PhRequest *request)
{
  if (judge_endpoint (request))
    ph_push_judge_length (request);
}

static const char *
get_first (PhRequest *request, const char *field)
{
  return ph_field_lines_get_first (
      soup_server_message_get_request_headers (request->message), field);
}

static gboolean
check_encoding (PhRequest *request, GError **error)
{
  const char *encoding = get_first (request, "Content-Encoding");

  if (encoding != NULL && g_ascii_strcasecmp (encoding, "aesgcm") == 0)
    return TRUE;

  g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                       "Content-Encoding: must be aesgcm; push other messages "
                       "to the endpoint itself.");
  return FALSE;
}

static void
judge_fields (PhRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (!check_encoding (request, &error) ||
      !ph_aesgcm_check_fields (get_first (request, "Encryption"),
                               get_first (request, "Crypto-Key"), &error))
    refuse (request, error);
}

void
ph_aesgcm_gateway_judge (PhRequest *request)
{
  if (!judge_endpoint (request))
    return;

  ph_push_judge_fields (request);
  if (!ph_request_is_answered (request))
    judge_fields (request);
}

void
ph_aesgcm_gateway_accept (PhRequest *request)
{
  g_autoptr (GBytes) body = soup_message_body_flatten (
      soup_server_message_get_request_body (request->message));
  g_autoptr (GBytes) folded = NULL;
  g_autoptr (GError) error = NULL;

  /* An empty message does not get one by what is in front of it. */
  if (g_bytes_get_size (body) == 0)
    {
      ph_push_resource_accept_body (request, body);
      return;
    }

  folded = ph_aesgcm_fold (get_first (request, "Encryption"),
                           get_first (request, "Crypto-Key"), body, &error);
  if (folded != NULL)
    ph_push_resource_accept_body (request, folded);
  else
    refuse (request, error);
}
