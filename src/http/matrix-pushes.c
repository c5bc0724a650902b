/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-pushes.h"

#include "core/error.h"
#include "core/json-string.h"
#include "http/reply.h"

#include <string.h>

/* Counts without an event replace those that still wait (RFC 8030 section
 * 5.4). */
#define COUNTS_TOPIC "matrix-counts"

/* What one request asks for, until it is answered. */
typedef struct
{
  PhLateReply *late;
  PhMatrixRecent *recent;
  PhMatrixAgain *again;
  PhPushContent content;
  char *event_id;       /* or NULL */
  GString *rejected;    /* items of a JSON array, commas between */
  GHashTable *seen;     /* endpoints */
  GPtrArray *postponed; /* endpoints that the hub could not push to */
  guint pending;        /* pushes, and one while they are made */
  gboolean accepted;    /* at least one */
  GError *error;        /* of the first that was postponed */
} Pushes;

/* One of them. */
typedef struct
{
  Pushes *pushes;
  char *pushkey;
  char *endpoint;
} Device;

static void
pushes_free (Pushes *self)
{
  ph_late_reply_free (self->late);
  ph_matrix_recent_unref (self->recent);
  ph_matrix_again_unref (self->again);
  g_bytes_unref (self->content.body);
  g_free (self->event_id);
  g_string_free (self->rejected, TRUE);
  g_hash_table_unref (self->seen);
  g_ptr_array_unref (self->postponed);
  g_clear_error (&self->error);
  g_free (self);
}

static void
device_free (Device *device)
{
  g_free (device->pushkey);
  g_free (device->endpoint);
  g_free (device);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Device, device_free)

static void
reject (Pushes *self, const char *pushkey)
{
  if (self->rejected->len > 0)
    g_string_append_c (self->rejected, ',');
  g_string_append (self->rejected, pushkey);
}

/* The answer */

static void
postpone (Pushes *self)
{
  for (guint i = 0; i < self->postponed->len; i++)
    ph_matrix_again_add (self->again, self->postponed->pdata[i],
                         &self->content);
}

static void
answer (Pushes *self)
{
  g_autofree char *json = NULL;

  if (self->error != NULL && !self->accepted)
    {
      ph_reply_refusal_as (self->late->message, ph_refusal_to_matrix_json,
                           ph_refusal_for_error (self->error),
                           self->error->message);
      return;
    }

  postpone (self);
  json = g_strdup_printf ("{\"rejected\":[%s]}", self->rejected->str);
  ph_reply_json (self->late->message, json);
}

/* One push less is pending. */
static void
count_down (Pushes *self)
{
  if (--self->pending > 0)
    return;

  answer (self);
  pushes_free (self);
}

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Device) device = user_data;
  Pushes *self = device->pushes;
  PhHub *hub = PH_HUB (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhPush) push = ph_hub_accept_finish (hub, result, &error);

  if (push != NULL)
    {
      self->accepted = TRUE;
      if (self->event_id != NULL)
        ph_matrix_recent_add (self->recent, device->endpoint, self->event_id,
                              ph_hub_get_time (hub));
    }
  else if (ph_error_is_gone (error))
    {
      reject (self, device->pushkey);
    }
  else
    {
      g_ptr_array_add (self->postponed, g_steal_pointer (&device->endpoint));
      if (self->error == NULL)
        self->error = g_steal_pointer (&error);
    }

  count_down (self);
}

/* The pushes */

static Pushes *
pushes_new (PhRequest *request,
            const PhMatrixNotification *notification,
            GBytes *message)
{
  Pushes *self = g_new0 (Pushes, 1);

  self->late = ph_late_reply_new (request->message);
  self->recent = ph_matrix_recent_ref (request->edge->recent);
  self->again = ph_matrix_again_ref (request->edge->again);
  self->event_id = g_strdup (notification->event_id);
  self->content = (PhPushContent){
    .body = g_bytes_ref (message),
    .ttl = request->edge->settings->ttl_default,
    .urgency = notification->urgency,
    .topic = notification->event_id == NULL ? COUNTS_TOPIC : NULL,
    .origin = PH_MATRIX_ORIGIN,
  };
  self->rejected = g_string_new (NULL);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->postponed = g_ptr_array_new_with_free_func (g_free);
  self->pending = 1;
  return self;
}

static void
push (Pushes *self, PhHub *hub, const char *pushkey, const char *endpoint)
{
  Device *device = g_new0 (Device, 1);

  device->pushes = self;
  device->pushkey = g_strdup (pushkey);
  device->endpoint = g_strdup (endpoint);
  self->pending++;
  ph_hub_accept_async (hub, endpoint, &self->content, on_accepted, device);
}

/* Returns: (transfer full) (nullable): the endpoint identifier in @pushkey, if
 * anybody may push there who knows it. */
static char *
find_endpoint (const PhEdge *edge, const char *pushkey)
{
  g_autofree char *url = ph_json_string_decode (pushkey, strlen (pushkey));
  g_autofree char *endpoint = NULL;
  const PhRegistration *registration;

  if (url != NULL)
    endpoint = ph_own_urls_find_endpoint (edge->own, url);
  if (endpoint == NULL)
    return NULL;

  registration = ph_hub_find_endpoint (edge->hub, endpoint, NULL);
  if (registration == NULL)
    return NULL;
  if (registration->vapid == NULL)
    return g_steal_pointer (&endpoint);

  ph_hub_note_refused (edge->hub, endpoint,
                       "It came from a Matrix homeserver, which cannot show "
                       "the VAPID key that this app registered with (RFC 8292 "
                       "section 4.2).",
                       NULL);
  return NULL;
}

static gboolean
is_repeated (Pushes *self, PhHub *hub, const char *endpoint)
{
  return self->event_id != NULL &&
         ph_matrix_recent_has (self->recent, endpoint, self->event_id,
                               ph_hub_get_time (hub));
}

void
ph_matrix_pushes_begin (PhRequest *request,
                        const PhMatrixNotification *notification,
                        GBytes *message)
{
  const PhEdge *edge = request->edge;
  Pushes *self = pushes_new (request, notification, message);

  for (guint i = 0; i < notification->pushkeys->len; i++)
    {
      const char *pushkey = notification->pushkeys->pdata[i];
      g_autofree char *endpoint = find_endpoint (edge, pushkey);

      if (endpoint == NULL)
        reject (self, pushkey);
      else if (!g_hash_table_add (self->seen, g_strdup (endpoint)))
        continue;
      else if (is_repeated (self, edge->hub, endpoint))
        self->accepted = TRUE;
      else
        push (self, edge->hub, pushkey, endpoint);
    }

  count_down (self);
}
