/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/routes.h"

#include "core/push.h"
#include "http/client-api.h"
#include "http/message-resource.h"
#include "http/push-resource.h"
#include "http/reply.h"
#include "http/request.h"

static void
answer_health (PhRequest *request)
{
  ph_reply_json (request->message, "{\"status\":\"ok\"}");
}

/* GET on the client API makes or takes something, so it has no HEAD. */
const PhRoute ph_routes[] = {
  { "*", 0, NULL, { { NULL } } },
  { "/health",
    0,
    NULL,
    { { "GET", answer_health }, { "HEAD", answer_health } } },
  { "/push/id/*",
    PH_PUSH_BODY_MAX,
    ph_push_resource_check,
    { { "GET", ph_push_resource_discover },
      { "HEAD", ph_push_resource_discover },
      { "POST", ph_push_resource_accept, ph_push_resource_judge },
      { "PUT", ph_push_resource_accept, ph_push_resource_judge } } },
  { "/message/*", 0, NULL, { { "DELETE", ph_message_resource_cancel } } },
  { "/client/register",
    0,
    ph_client_api_check,
    { { "GET", ph_client_api_register } } },
  { "/client/id/*",
    0,
    ph_client_api_check,
    { { "GET", ph_client_api_listen },
      { "DELETE", ph_client_api_unregister } } },
  { "/client/multi_id/*",
    0,
    ph_client_api_check,
    { { "GET", ph_client_api_listen_many } } },
  { NULL, 0, NULL, { { NULL } } },
};
