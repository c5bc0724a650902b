/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* One step in the life of a push. */
typedef enum
{
  PH_EVENT_RECEIVED,
  PH_EVENT_REFUSED, /* and nobody keeps it: it has no push of its own */
  PH_EVENT_JUDGED,  /* something is wrong with what its sender does */
  PH_EVENT_WAITING,
  PH_EVENT_ACTIVATING, /* the app did not run and has been started */
  PH_EVENT_CALLING,
  PH_EVENT_FAILED,
  PH_EVENT_ACKNOWLEDGED,
  PH_EVENT_EXPIRED,
  PH_EVENT_REPLACED,  /* by a later one of the same topic */
  PH_EVENT_CANCELLED, /* by its sender */
  PH_EVENT_SET_ASIDE, /* its app failed it too often; the user may replay it */
  PH_EVENT_DROPPED,   /* TTL 0 and nobody there */
  PH_EVENT_REMOVED,   /* its registration went */
} PhEventStep;

/* In place of a push: every one of the registration. */
#define PH_EVENT_ALL "*"

typedef struct
{
  gint64 time; /* the hub's time */
  PhEventStep step;
  gint64 registration;
  char *push;   /* identifier of the push, or PH_EVENT_ALL */
  char *detail; /* why, in words; NULL when there is nothing to say */
} PhEvent;

PhEvent *ph_event_new (gint64 time,
                       PhEventStep step,
                       gint64 registration,
                       const char *push,
                       const char *detail);
void ph_event_free (PhEvent *event);

/* The word for @step: "received", "waiting", … */
const char *ph_event_step_to_string (PhEventStep step);

/* Whether nothing more happens to a push after @step, unless the user has it
 * replayed. */
gboolean ph_event_step_is_last (PhEventStep step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhEvent, ph_event_free)
