/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/plan.h"

/* The troubles of a round begin within this many milliseconds, and none lasts
 * longer than that. */
#define TROUBLES_MS 2000
#define TROUBLE_MS 2000
#define TROUBLES_MAX 8

#define APPS_MAX 4
#define SENDERS_MAX 4
#define PUSHES 100
#define PAUSE_MS 30
#define TOPICS 3 /* of each app */
#define BODY_MAX 4096

/* Shorter than the hub's pause after a failure: what ends a wait is an event,
 * and not the end of that. */
#define PATIENCE 10

static int
compare_troubles (gconstpointer a, gconstpointer b)
{
  const Trouble *first = *(const Trouble *const *) a;
  const Trouble *second = *(const Trouble *const *) b;

  return (int) first->at - (int) second->at;
}

static const Fault *
draw_fault (GRand *random, GPtrArray *faults)
{
  g_autoptr (GPtrArray) choice = g_ptr_array_new ();

  for (const Fault *const *fault = fault_list (); *fault != NULL; fault++)
    for (guint i = 0; i < (*fault)->weight; i++)
      g_ptr_array_add (choice, (gpointer) *fault);
  if (faults->len > 0)
    return faults->pdata[g_rand_int_range (random, 0, (gint32) faults->len)];
  return choice->pdata[g_rand_int_range (random, 0, (gint32) choice->len)];
}

/* Each fault that was named comes at least once. */
static void
draw_troubles (Plan *plan, GRand *random, GPtrArray *faults)
{
  guint n =
      MAX (faults->len, (guint) g_rand_int_range (random, 1, TROUBLES_MAX + 1));

  for (guint i = 0; i < n; i++)
    {
      Trouble *trouble = g_new0 (Trouble, 1);

      trouble->fault =
          i < faults->len ? faults->pdata[i] : draw_fault (random, faults);
      trouble->at = (guint) g_rand_int_range (random, 0, TROUBLES_MS);
      trouble->length = (guint) g_rand_int_range (random, 1, TROUBLE_MS);
      if (trouble->fault->longest > 0)
        trouble->length %= trouble->fault->longest;
      trouble->choice = g_rand_int (random);
      g_ptr_array_add (plan->troubles, trouble);
    }
}

Plan *
plan_new (guint32 seed, GPtrArray *faults)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  Plan *plan = g_new0 (Plan, 1);

  plan->seed = seed;
  plan->n_apps = (guint) g_rand_int_range (random, 2, APPS_MAX + 1);
  plan->n_senders = (guint) g_rand_int_range (random, 2, SENDERS_MAX + 1);
  plan->n_pushes = PUSHES;
  plan->pause = PAUSE_MS;
  plan->patience = PATIENCE;
  plan->troubles = g_ptr_array_new_with_free_func (g_free);
  draw_troubles (plan, random, faults);
  for (guint i = 0; i < plan->troubles->len; i++)
    {
      const Trouble *trouble = plan->troubles->pdata[i];

      if (trouble->fault->shape != NULL)
        trouble->fault->shape (plan);
    }
  g_ptr_array_sort (plan->troubles, compare_troubles);
  return plan;
}

void
plan_begin_with (Plan *plan, const Fault *fault)
{
  for (guint i = 0; i < plan->troubles->len; i++)
    {
      Trouble *trouble = plan->troubles->pdata[i];

      if (trouble->fault == fault)
        trouble->at = 0;
    }
}

guint
plan_get_version (const Plan *plan, guint app)
{
  return 1 + (plan->seed + app) % 2;
}

void
plan_free (Plan *plan)
{
  g_ptr_array_unref (plan->troubles);
  g_free (plan);
}

/* Most live long; some are now or never, some end during the round. */
static guint32
draw_ttl (GRand *random, gboolean is_long)
{
  switch (is_long ? 9 : g_rand_int_range (random, 0, 10))
    {
    case 0:
      return 0;
    case 1:
    case 2:
      return (guint32) g_rand_int_range (random, 1, 3);
    default:
      return 3600;
    }
}

/* A few topics, so that they meet. A draw of its own: what else a seed plans
 * does not hang on it. */
static void
draw_topic (GRand *random, History *history, Push *push)
{
  guint topic = (guint) g_rand_int_range (random, 0, 4 * TOPICS);

  if (topic > 0 && topic <= TOPICS)
    history_set_topic (history, push, topic);
}

/* Most are small, some fill more than a page of the database. */
static gsize
draw_size (GRand *random)
{
  gint32 most = g_rand_int_range (random, 0, 8) == 0 ? BODY_MAX : 200;

  return (gsize) g_rand_int_range (random, 1, most + 1);
}

void
plan_add_pushes (const Plan *plan, History *history)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (plan->seed + 1);
  g_autoptr (GRand) topics = g_rand_new_with_seed (plan->seed + 2);

  for (guint sender = 0; sender < plan->n_senders; sender++)
    {
      guint n = plan->n_pushes / 2 + g_rand_int (random) % plan->n_pushes;

      for (guint i = 0; i < n; i++)
        {
          guint app = g_rand_int (random) % plan->n_apps;
          guint32 ttl = draw_ttl (random, plan->is_plain);
          Push *push =
              history_plan (history, sender, app, ttl, draw_size (random));

          push->pause = g_rand_int (random) % (plan->pause + 1);
          push->cancel = g_rand_int_range (random, 0, 20) == 0;
          if (!plan->is_plain)
            draw_topic (topics, history, push);
        }
    }
}
