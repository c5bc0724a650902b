/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/timeline.h"

struct _PhTimeline
{
  GObject parent_instance;

  PhClock *clock;
  GQueue events; /* oldest first */
};

G_DEFINE_FINAL_TYPE (PhTimeline, ph_timeline, G_TYPE_OBJECT)

enum
{
  EVENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
ph_timeline_finalize (GObject *object)
{
  PhTimeline *self = PH_TIMELINE (object);

  g_queue_clear_full (&self->events, (GDestroyNotify) ph_event_free);
  G_OBJECT_CLASS (ph_timeline_parent_class)->finalize (object);
}

static void
ph_timeline_class_init (PhTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ph_timeline_finalize;

  signals[EVENT] =
      g_signal_new ("event", PH_TYPE_TIMELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
ph_timeline_init (PhTimeline *self)
{
  g_queue_init (&self->events);
}

PhTimeline *
ph_timeline_new (PhClock *clock)
{
  PhTimeline *self = g_object_new (PH_TYPE_TIMELINE, NULL);

  self->clock = clock;
  return self;
}

void
ph_timeline_add (PhTimeline *self,
                 PhEventStep step,
                 gint64 registration,
                 const char *push,
                 const char *detail)
{
  PhEvent *event = ph_event_new (ph_clock_now (self->clock), step, registration,
                                 push, detail);

  if (self->events.length == PH_TIMELINE_LENGTH)
    ph_event_free (g_queue_pop_head (&self->events));
  g_queue_push_tail (&self->events, event);

  /* The identifier of a push is part of its URL, a secret: not logged. */
  g_debug ("Registration %" G_GINT64_FORMAT ": push %s%s%s", registration,
           ph_event_step_to_string (step), detail != NULL ? ": " : "",
           detail != NULL ? detail : "");

  g_signal_emit (self, signals[EVENT], 0, event);
}

void
ph_timeline_foreach (PhTimeline *self, PhTimelineFunc func, gpointer user_data)
{
  for (GList *l = self->events.head; l != NULL; l = l->next)
    func (l->data, user_data);
}

const PhEvent *
ph_timeline_find_last (PhTimeline *self, const char *push)
{
  for (GList *l = self->events.tail; l != NULL; l = l->prev)
    {
      const PhEvent *event = l->data;

      if (g_str_equal (event->push, push))
        return event;
    }

  return NULL;
}
