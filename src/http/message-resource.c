/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/message-resource.h"

#include "http/reply.h"
#include "http/request.h"

static void
on_cancelled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PhLateReply) late = user_data;
  g_autoptr (GError) error = NULL;

  if (ph_hub_cancel_finish (PH_HUB (source), result, &error))
    ph_reply_empty (late->message, SOUP_STATUS_NO_CONTENT);
  else
    ph_reply_error (late->message, error);
}

void
ph_message_resource_cancel (PhRequest *request)
{
  ph_hub_cancel_async (request->edge->hub, request->name, on_cancelled,
                       ph_late_reply_new (request->message));
}
