/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/round.h"

#include "fault/model.h"
#include "fault/player.h"
#include "fault/quiet.h"
#include "fault/sender.h"
#include "fault/standing.h"
#include "support/wait.h"

#include <stdarg.h>
#include <stdlib.h>

void
round_fail (Round *round, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_printerr ("FAILED: %s\n", text);
  if (round->hub != NULL)
    {
      g_autofree char *log = program_get_log (round->hub->program);

      g_printerr ("The hub said:\n%s\n", log);
    }
  abort ();
}

Round *
round_new (const Plan *plan)
{
  Round *round = g_new0 (Round, 1);

  round->plan = plan;
  round->bus = bus_new ();
  round->shim = shim_control_new (round->bus);
  round->port = hub_choose_port ();
  round->history = history_new (plan->n_apps);
  plan_add_pushes (plan, round->history);
  round_start_hub (round);

  round->players =
      g_ptr_array_new_with_free_func ((GDestroyNotify) player_free);
  for (guint i = 0; i < plan->n_apps; i++)
    g_ptr_array_add (round->players,
                     player_new (round, i, plan_get_version (plan, i)));
  round->senders =
      g_ptr_array_new_with_free_func ((GDestroyNotify) sender_free);
  for (guint i = 0; i < plan->n_senders; i++)
    g_ptr_array_add (round->senders, sender_new (round, i));
  return round;
}

void
round_free (Round *round)
{
  g_ptr_array_unref (round->senders);
  g_ptr_array_unref (round->players);
  history_free (round->history);
  g_clear_pointer (&round->hub, hub_free);
  shim_control_free (round->shim);
  bus_free (round->bus);
  g_free (round->port);
  g_free (round);
}

/* Time */

static gboolean
on_time_over (gpointer user_data)
{
  gboolean *is_over = user_data;

  *is_over = TRUE;
  return G_SOURCE_REMOVE;
}

void
round_turn (Round *round, guint milliseconds)
{
  gboolean is_over = FALSE;

  g_timeout_add (milliseconds, on_time_over, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static void
turn_until (Round *round, gint64 time)
{
  gint64 left = time - g_get_monotonic_time ();

  if (left > 0)
    round_turn (round, (guint) (left / 1000) + 1);
}

static gboolean
look_again (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* What the hub owes, a few of it. */
static void
print_owed (Round *round)
{
  Moment now = history_now (round->history);
  guint n = 0;

  for (guint i = 0; i < round->history->pushes->len && n < 3; i++)
    {
      Push *push = round->history->pushes->pdata[i];

      if (standing_is_owed (push, now) &&
          !standing_is_acknowledged (round->history, push, now))
        {
          g_autofree char *life = history_describe (round->history, push);

          g_printerr ("Push %u is owed:\n%s", push->number, life);
          n++;
        }
    }
}

void
round_turn_until (Round *round, RoundCondition condition, gpointer user_data)
{
  guint tick = g_timeout_add_seconds (1, look_again, NULL);
  guint64 last_number = 0;
  gint64 deadline = 0;

  while (!condition (round, user_data))
    {
      if (last_number != round->history->last_number)
        deadline =
            g_get_monotonic_time () + round->plan->patience * G_USEC_PER_SEC;
      else if (g_get_monotonic_time () > deadline)
        {
          print_owed (round);
          round_fail (round, "Nothing happens any more, and not all is done.");
        }
      last_number = round->history->last_number;
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (tick);
}

/* The bus */

void
round_begin_bus (Round *round)
{
  bus_begin_again (round->bus);
  for (guint i = 0; i < round->players->len; i++)
    {
      Player *player = round->players->pdata[i];

      if (player->app == NULL)
        continue;
      player_exit (player);
      player_appear (player);
    }
}

/* The troubles */

/* The time that it takes to begin does not count: the others do not come closer
 * together. */
static void
begin_trouble (Round *round, Trouble *trouble, gint64 *start)
{
  gint64 now = g_get_monotonic_time ();

  trouble->begun = trouble->fault->begin (round, trouble);
  trouble->has_happened = trouble->begun;
  *start += g_get_monotonic_time () - now;
}

static void
end_trouble (Round *round, Trouble *trouble)
{
  if (trouble->begun)
    trouble->fault->end (round, trouble);
  trouble->begun = FALSE;
}

/* Ends, in their order, the troubles that are over by @time, and lets it
 * become @time. */
static void
end_troubles (Round *round, gint64 start, guint time)
{
  GPtrArray *troubles = round->plan->troubles;

  for (;;)
    {
      Trouble *first = NULL;

      for (guint i = 0; i < troubles->len; i++)
        {
          Trouble *trouble = troubles->pdata[i];

          if (trouble->begun && trouble->at + trouble->length <= time &&
              (first == NULL ||
               trouble->at + trouble->length < first->at + first->length))
            first = trouble;
        }
      if (first == NULL)
        break;
      turn_until (round, start + (first->at + first->length) * 1000L);
      end_trouble (round, first);
    }
  if (time != G_MAXUINT)
    turn_until (round, start + time * 1000L);
}

static void
live_through_troubles (Round *round)
{
  GPtrArray *troubles = round->plan->troubles;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < troubles->len; i++)
    {
      Trouble *trouble = troubles->pdata[i];

      end_troubles (round, start, trouble->at);
      begin_trouble (round, trouble, &start);
    }
  end_troubles (round, start, G_MAXUINT);
}

/* The end */

static void
finish_troubles (Round *round)
{
  GPtrArray *troubles = round->plan->troubles;

  for (guint i = 0; i < troubles->len; i++)
    {
      Trouble *trouble = troubles->pdata[i];

      if (trouble->has_happened && trouble->fault->finish != NULL)
        trouble->fault->finish (round, trouble);
    }
}

static gboolean
are_senders_done (Round *round, gpointer user_data)
{
  for (guint i = 0; i < round->senders->len; i++)
    if (!((const Sender *) round->senders->pdata[i])->is_done)
      return FALSE;
  return TRUE;
}

/* Every app runs and answers. It starts anew or, in most rounds, registers as
 * if it had: each ends the hub's wait after a failure. */
static void
mend_apps (Round *round)
{
  for (guint i = 0; i < round->players->len; i++)
    {
      Player *player = round->players->pdata[i];

      player_let_go (player);
      if (round->plan->is_name_enough)
        player_exit (player);
      if (player->app == NULL)
        player_appear (player);
      if (!round->plan->is_name_enough)
        player_register_again (player);
    }
}

GPtrArray *
round_run (Round *round)
{
  GPtrArray *complaints;

  for (guint i = 0; i < round->senders->len; i++)
    sender_start (round->senders->pdata[i]);
  live_through_troubles (round);
  shim_control_mend (round->shim);
  round_turn_until (round, are_senders_done, NULL);
  finish_troubles (round);
  mend_apps (round);
  quiet_wait (round);
  complaints = model_check (round->history, history_now (round->history));
  round_ask_hub (round);
  quiet_check_database (round, complaints);
  return complaints;
}
