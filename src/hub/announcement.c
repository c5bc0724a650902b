/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/announcement.h"

#include "core/error.h"

struct _PhAnnouncement
{
  PhReceiver *receiver;
  PhRegistration *registration;
  char *endpoint;
  PhAnnouncedFunc func; /* NULL when there is nobody to tell any more */
  gpointer user_data;
  gboolean calling;
};

static void
clear (gpointer data)
{
  PhAnnouncement *announcement = data;

  g_object_unref (announcement->receiver);
  ph_registration_free (announcement->registration);
  g_free (announcement->endpoint);
}

static void
release (PhAnnouncement *announcement)
{
  g_rc_box_release_full (announcement, clear);
}

static void tell (PhAnnouncement *announcement);

static void
not_told (PhAnnouncement *announcement, const GError *error)
{
  if (!g_error_matches (error, PH_ERROR, PH_ERROR_UNREACHABLE))
    g_message ("Registration %" G_GINT64_FORMAT
               " did not take its endpoint: %s",
               announcement->registration->id, error->message);
  else if (ph_receiver_is_available (announcement->receiver))
    tell (announcement); /* it came back during the call */
}

static void
on_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PhAnnouncement *announcement = user_data;
  g_autoptr (GError) error = NULL;
  gboolean told =
      ph_receiver_new_endpoint_finish (PH_RECEIVER (source), result, &error);

  announcement->calling = FALSE;
  if (announcement->func != NULL && !told)
    not_told (announcement, error);
  if (announcement->func != NULL)
    announcement->func (announcement->registration->id, announcement->endpoint,
                        told, announcement->user_data);

  release (announcement);
}

static void
tell (PhAnnouncement *announcement)
{
  if (announcement->calling)
    return;

  announcement->calling = TRUE;
  ph_receiver_new_endpoint_async (
      announcement->receiver, announcement->registration,
      announcement->endpoint, on_told, g_rc_box_acquire (announcement));
}

static void
on_available (PhReceiver *receiver, gpointer user_data)
{
  tell (user_data);
}

PhAnnouncement *
ph_announcement_new (PhReceiver *receiver,
                     const PhRegistration *registration,
                     const char *endpoint,
                     PhAnnouncedFunc func,
                     gpointer user_data)
{
  PhAnnouncement *announcement = g_rc_box_new0 (PhAnnouncement);

  announcement->receiver = g_object_ref (receiver);
  announcement->registration = ph_registration_copy (registration);
  announcement->endpoint = g_strdup (endpoint);
  announcement->func = func;
  announcement->user_data = user_data;
  g_signal_connect (receiver, "available", G_CALLBACK (on_available),
                    announcement);
  tell (announcement);
  return announcement;
}

void
ph_announcement_free (PhAnnouncement *announcement)
{
  g_signal_handlers_disconnect_by_data (announcement->receiver, announcement);
  announcement->func = NULL;
  release (announcement);
}

gboolean
ph_announcement_is_busy (PhAnnouncement *announcement)
{
  return announcement->calling;
}
