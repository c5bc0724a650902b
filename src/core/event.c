/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/event.h"

PhEvent *
ph_event_new (gint64 time,
              PhEventStep step,
              gint64 registration,
              const char *push,
              const char *detail)
{
  PhEvent *event = g_new0 (PhEvent, 1);

  event->time = time;
  event->step = step;
  event->registration = registration;
  event->push = g_strdup (push);
  event->detail = g_strdup (detail);
  return event;
}

void
ph_event_free (PhEvent *event)
{
  g_free (event->push);
  g_free (event->detail);
  g_free (event);
}

const char *
ph_event_step_to_string (PhEventStep step)
{
  static const char *const words[] = {
    [PH_EVENT_RECEIVED] = "received",
    [PH_EVENT_REFUSED] = "refused",
    [PH_EVENT_JUDGED] = "judged",
    [PH_EVENT_WAITING] = "waiting",
    [PH_EVENT_ACTIVATING] = "activating",
    [PH_EVENT_CALLING] = "calling",
    [PH_EVENT_FAILED] = "failed",
    [PH_EVENT_ACKNOWLEDGED] = "acknowledged",
    [PH_EVENT_EXPIRED] = "expired",
    [PH_EVENT_REPLACED] = "replaced",
    [PH_EVENT_CANCELLED] = "cancelled",
    [PH_EVENT_SET_ASIDE] = "set aside",
    [PH_EVENT_DROPPED] = "dropped",
    [PH_EVENT_REMOVED] = "removed",
  };

  g_return_val_if_fail ((guint) step < G_N_ELEMENTS (words), "unknown");
  return words[step];
}

gboolean
ph_event_step_is_last (PhEventStep step)
{
  return step == PH_EVENT_REFUSED || step >= PH_EVENT_ACKNOWLEDGED;
}
