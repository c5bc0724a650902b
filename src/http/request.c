/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/request.h"

#include "core/push.h"
#include "http/cors.h"
#include "http/hang-up.h"
#include "http/reply.h"

#include <string.h>

/* A peer that does not read its answer is let go after this many seconds. */
#define SILENCE_SECONDS 60

gboolean
ph_request_is_answered (PhRequest *request)
{
  return soup_server_message_get_status (request->message) != 0;
}

void
ph_request_refuse (PhRequest *request,
                   const PhRefusal *refusal,
                   const char *sentence)
{
  PhRefusalForm form = request->route != NULL ? request->route->form : NULL;

  ph_reply_refusal_as (request->message,
                       form != NULL ? form : ph_refusal_to_json, refusal,
                       sentence);
}

static void
hang_up (PhRequest *request)
{
  ph_cors_share (request);
  ph_hang_up (request->message, request->socket);
}

/* What was refused by its headers lacks only its body. */
static void
end (PhRequest *request, const PhRefusal *refusal, const char *sentence)
{
  if (!ph_request_is_answered (request))
    ph_request_refuse (request, refusal, sentence);

  hang_up (request);
}

static gboolean
on_late (gpointer user_data)
{
  PhRequest *request = user_data;
  g_autofree char *sentence =
      g_strdup_printf ("The request was not there as a whole within %g seconds "
                       "of the beginning of its connection.",
                       request->edge->bounds->arrival_ms / 1000.0);

  request->arrival = 0;
  end (request, &ph_refusal_late, sentence);
  return G_SOURCE_REMOVE;
}

static void
on_fault (PhFault fault, gpointer user_data)
{
  const char *sentence = NULL;
  const PhRefusal *refusal = ph_fault_get_refusal (fault, &sentence);

  end (user_data, refusal, sentence);
}

PhRequest *
ph_request_new (PhEdge *edge,
                SoupServerMessage *message,
                PhConnection *connection)
{
  PhRequest *request = g_new0 (PhRequest, 1);

  request->edge = edge;
  request->message = message;
  request->connection = g_object_ref (connection);
  request->socket = ph_connection_get_socket (connection);
  ph_request_input_watch (ph_connection_get_input (connection), on_fault,
                          request);
  request->arrival = g_timeout_add (edge->bounds->arrival_ms, on_late, request);
  return request;
}

void
ph_request_free (PhRequest *request)
{
  g_clear_handle_id (&request->arrival, g_source_remove);
  g_clear_pointer (&request->judgement, ph_judgement_free);
  request->edge->held -= request->held;
  ph_request_input_watch (ph_connection_get_input (request->connection), NULL,
                          NULL);
  g_object_unref (request->connection);
  g_free (request->name);
  g_free (request);
}

static gsize
get_body_max (PhRequest *request)
{
  return request->route == NULL ? PH_PUSH_BODY_MAX : request->route->body_max;
}

static const char *
get_path (SoupServerMessage *message)
{
  /* A GUri has no room for the path of "OPTIONS *". */
  if (soup_server_message_is_options_ping (message))
    return "*";

  return g_uri_get_path (soup_server_message_get_uri (message));
}

static void
judge_method (PhRequest *request)
{
  SoupServerMessage *message = request->message;
  const char *method = soup_server_message_get_method (message);
  const PhRoute *route = request->route;
  gboolean strict = route->is_strict != NULL && route->is_strict (request);
  g_autofree char *allow = NULL;

  request->method = ph_route_find_method (route, method, strict);
  if (request->method != NULL)
    return;

  allow = ph_route_get_allow (route, strict);
  if (strcmp (method, "OPTIONS") == 0)
    {
      ph_reply_empty (message, SOUP_STATUS_NO_CONTENT);
      ph_cors_permit (request, allow);
    }
  else
    ph_request_refuse (request, &ph_refusal_method,
                       "This path does not understand the method; "
                       "see the Allow header field.");

  ph_reply_set_header (message, "Allow", allow);
}

static void
judge_target (PhRequest *request, const PhRoute *routes)
{
  const PhRoute *route =
      ph_route_find (routes, get_path (request->message), &request->name);

  if (route == NULL || (route->is_there != NULL && !route->is_there (request)))
    {
      ph_request_refuse (request, &ph_refusal_path,
                         "There is nothing at this path.");
      return;
    }

  request->route = route;
  if (route->check != NULL && !ph_cors_is_preflight (request))
    route->check (request);
  if (!ph_request_is_answered (request))
    judge_method (request);
}

static void
reply_length (PhRequest *request)
{
  g_autofree char *sentence =
      g_strdup_printf ("The body is larger than %" G_GSIZE_FORMAT " octets.",
                       get_body_max (request));

  ph_request_refuse (request, &ph_refusal_length, sentence);
}

static void
refuse_length (PhRequest *request)
{
  if (ph_request_is_answered (request))
    return;

  if (request->route != NULL && request->route->refuse_length != NULL)
    request->route->refuse_length (request);
  else
    reply_length (request);
}

static void
ignore_body (PhRequest *request)
{
  soup_message_body_set_accumulate (
      soup_server_message_get_request_body (request->message), FALSE);
}

/* Returns: whether the request goes on; else it may be gone. */
static gboolean
judge_length (PhRequest *request)
{
  SoupServerMessage *message = request->message;
  SoupMessageHeaders *headers =
      soup_server_message_get_request_headers (message);
  goffset declared = soup_message_headers_get_content_length (headers);
  const char *sentence = NULL;
  const PhRefusal *refusal =
      ph_fault_get_refusal (ph_fault_find (headers), &sentence);

  if (refusal != NULL)
    ph_request_refuse (request, refusal, sentence);
  else if (declared < 0 || (guint64) declared > get_body_max (request))
    refuse_length (request);
  else
    return TRUE;

  ignore_body (request);
  hang_up (request);
  return FALSE;
}

static void
expect_body (PhRequest *request)
{
  SoupMessageHeaders *headers =
      soup_server_message_get_request_headers (request->message);

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED)
    ph_request_input_expect_chunks (
        ph_connection_get_input (request->connection));
}

static void
judge_fields (PhRequest *request)
{
  if (!ph_request_is_answered (request) && request->method->judge != NULL)
    request->method->judge (request);
  if (ph_request_is_answered (request))
    ignore_body (request);
}

void
ph_request_judge (PhRequest *request, const PhRoute *routes)
{
  if (ph_request_is_answered (request))
    ph_request_refuse (request, &ph_refusal_syntax,
                       "The request target cannot be understood.");
  else
    judge_target (request, routes);

  if (!judge_length (request))
    return;

  expect_body (request);
  judge_fields (request);
}

/* Returns: whether there is room for what has been received. */
static gboolean
hold (PhRequest *request)
{
  PhEdge *edge = request->edge;
  gsize held = request->received > PH_PUSH_BODY_MAX ? request->received : 0;

  edge->held += held - request->held;
  request->held = held;
  return held == 0 || edge->held <= edge->bounds->bodies;
}

void
ph_request_count (PhRequest *request, gsize size)
{
  request->received += size;

  if (request->received > get_body_max (request))
    refuse_length (request);
  else if (!ph_request_is_answered (request) && !hold (request))
    ph_request_refuse (request, &ph_refusal_bodies,
                       "Too many large requests arrive at once; send this one "
                       "again later.");
  else
    return;

  hang_up (request);
}

void
ph_request_arrived (PhRequest *request)
{
  g_clear_handle_id (&request->arrival, g_source_remove);
  g_socket_set_timeout (request->socket, SILENCE_SECONDS);
  ph_cors_share (request);
}

void
ph_request_answer (PhRequest *request)
{
  request->method->answer (request);
}

void
ph_request_stay (PhRequest *request)
{
  if (request->edge->listener != NULL)
    ph_listener_release (request->edge->listener, request->socket);
}
