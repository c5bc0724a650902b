/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/routes.h"

#include "core/push.h"
#include "http/aesgcm-gateway.h"
#include "http/client-api.h"
#include "http/matrix-gateway.h"
#include "http/message-resource.h"
#include "http/push-judge.h"
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
  { .pattern = "*" },
  { .pattern = "/health",
    .cors = TRUE,
    .methods = { { "GET", answer_health }, { "HEAD", answer_health } } },
  { .pattern = "/push/id/*",
    .cors = TRUE,
    .body_max = PH_PUSH_BODY_MAX,
    .check = ph_push_resource_check,
    .refuse_length = ph_push_judge_length,
    .is_strict = ph_push_judge_is_strict,
    .methods = { { "GET", ph_push_resource_discover },
                 { "HEAD", ph_push_resource_discover },
                 { "POST", ph_push_resource_accept, ph_push_judge_fields },
                 { "PUT", ph_push_resource_accept, ph_push_judge_fields,
                   .lenient = TRUE } } },
  { .pattern = "/message/*",
    .cors = TRUE,
    .methods = { { "DELETE", ph_message_resource_cancel } } },
  { .pattern = "/client/register",
    .check = ph_client_api_check,
    .methods = { { "GET", ph_client_api_register } } },
  { .pattern = "/client/id/*",
    .check = ph_client_api_check,
    .methods = { { "GET", ph_client_api_listen },
                 { "DELETE", ph_client_api_unregister } } },
  { .pattern = "/client/multi_id/*",
    .check = ph_client_api_check,
    .methods = { { "GET", ph_client_api_listen_many } } },
  { .pattern = "/aesgcm",
    .cors = TRUE,
    .is_there = ph_aesgcm_gateway_is_on,
    .body_max = PH_PUSH_BODY_MAX,
    .check = ph_aesgcm_gateway_check,
    .refuse_length = ph_aesgcm_gateway_refuse_length,
    .folds = TRUE,
    .methods = { { "GET", ph_aesgcm_gateway_discover },
                 { "HEAD", ph_aesgcm_gateway_discover },
                 { "POST", ph_aesgcm_gateway_accept,
                   ph_aesgcm_gateway_judge } } },
  { .pattern = "/_matrix/push/v1/notify",
    .cors = TRUE,
    .body_max = PH_MATRIX_BODY_MAX,
    .methods = { { "GET", ph_matrix_gateway_discover },
                 { "HEAD", ph_matrix_gateway_discover },
                 { "POST", ph_matrix_gateway_notify } },
    .form = ph_refusal_to_matrix_json },
  { .pattern = "/_matrix/push/**",
    .cors = TRUE,
    .body_max = PH_MATRIX_BODY_MAX,
    .check = ph_matrix_gateway_check,
    .form = ph_refusal_to_matrix_json },
  { NULL },
};
