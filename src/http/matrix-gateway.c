/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-gateway.h"

#include "core/json-scanner.h"
#include "http/matrix-message.h"
#include "http/matrix-notification.h"
#include "http/matrix-pushes.h"
#include "http/reply.h"
#include "http/request.h"

void
ph_matrix_gateway_check (PhRequest *request)
{
  ph_request_refuse (request, &ph_refusal_path,
                     "There is nothing at this path.");
}

/* Some clients read the one member, some the other. */
void
ph_matrix_gateway_discover (PhRequest *request)
{
  ph_reply_json (
      request->message,
      "{\"gateway\":\"matrix\",\"unifiedpush\":{\"gateway\":\"matrix\"}}");
}

/* Makes a push message from @body. Refuses the request when it cannot. */
static GBytes *
read_body (PhRequest *request,
           GBytes *body,
           PhMatrixNotification **notification)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (body, &size);
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GError) error = NULL;

  if (!ph_json_check (text, size, &error))
    {
      ph_request_refuse (request, &ph_refusal_not_json, error->message);
      return NULL;
    }

  *notification = ph_matrix_notification_parse (text, size, &error);
  if (*notification != NULL)
    message = ph_matrix_message_new (text, size, &error);
  if (message == NULL)
    ph_request_refuse (request, &ph_refusal_bad_json, error->message);
  return g_steal_pointer (&message);
}

void
ph_matrix_gateway_notify (PhRequest *request)
{
  SoupMessageBody *octets =
      soup_server_message_get_request_body (request->message);
  g_autoptr (GBytes) body = soup_message_body_flatten (octets);
  g_autoptr (PhMatrixNotification) notification = NULL;
  g_autoptr (GBytes) message = read_body (request, body, &notification);

  /* It may be large, and the answer late. */
  soup_message_body_truncate (octets);
  if (message != NULL)
    ph_matrix_pushes_begin (request, notification, message);
}
