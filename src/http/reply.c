/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/reply.h"

#include <string.h>

/* libsoup sets the date before it calls us, but forgets it again when it has
 * sent "100 Continue". */
static void
set_date (SoupMessageHeaders *headers)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (headers, "Date", date);
}

void
ph_reply_begin (SoupServerMessage *message, guint status)
{
  SoupMessageHeaders *headers =
      soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, status, NULL);
  set_date (headers);
  soup_message_headers_replace (headers, "Connection", "close");
}

void
ph_reply_set_header (SoupServerMessage *message,
                     const char *name,
                     const char *value)
{
  soup_message_headers_replace (
      soup_server_message_get_response_headers (message), name, value);
}

void
ph_reply_empty (SoupServerMessage *message, guint status)
{
  ph_reply_begin (message, status);
  soup_server_message_set_response (message, NULL, SOUP_MEMORY_STATIC, NULL, 0);
}

static void
set_json (SoupServerMessage *message, const char *json)
{
  soup_message_body_truncate (soup_server_message_get_response_body (message));
  soup_server_message_set_response (message, "application/json",
                                    SOUP_MEMORY_COPY, json, strlen (json));
}

void
ph_reply_prepare (SoupServerMessage *message, const char *json)
{
  ph_reply_set_header (message, "Connection", "close");
  set_json (message, json);
}

void
ph_reply_unprepare (SoupServerMessage *message)
{
  SoupMessageHeaders *headers =
      soup_server_message_get_response_headers (message);

  soup_message_headers_remove (headers, "Connection");
  soup_message_headers_remove (headers, "Content-Type");
  soup_message_body_truncate (soup_server_message_get_response_body (message));
}

void
ph_reply_json (SoupServerMessage *message, const char *json)
{
  ph_reply_begin (message, SOUP_STATUS_OK);
  set_json (message, json);
}

void
ph_reply_refusal_as (SoupServerMessage *message,
                     PhRefusalForm form,
                     const PhRefusal *refusal,
                     const char *sentence)
{
  g_autofree char *json = form (refusal, sentence);

  ph_reply_begin (message, refusal->status);
  soup_server_message_set_status (message, refusal->status,
                                  ph_refusal_get_phrase (refusal));
  set_json (message, json);

  if (refusal->retry_after > 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%u", refusal->retry_after);
      ph_reply_set_header (message, "Retry-After", seconds);
    }
}

void
ph_reply_refusal (SoupServerMessage *message,
                  const PhRefusal *refusal,
                  const char *sentence)
{
  ph_reply_refusal_as (message, ph_refusal_to_json, refusal, sentence);
}

void
ph_reply_error (SoupServerMessage *message, const GError *error)
{
  ph_reply_refusal (message, ph_refusal_for_error (error), error->message);
}

static void
on_disconnected (SoupServerMessage *message, gpointer user_data)
{
  PhLateReply *late = user_data;

  late->connected = FALSE;
}

PhLateReply *
ph_late_reply_new (SoupServerMessage *message)
{
  PhLateReply *late = g_new0 (PhLateReply, 1);

  late->message = g_object_ref (message);
  late->connected = TRUE;
  g_signal_connect (message, "disconnected", G_CALLBACK (on_disconnected),
                    late);
  soup_server_message_pause (message);
  return late;
}

void
ph_late_reply_free (PhLateReply *late)
{
  g_signal_handlers_disconnect_by_data (late->message, late);
  if (late->connected)
    soup_server_message_unpause (late->message);

  g_object_unref (late->message);
  g_free (late);
}
