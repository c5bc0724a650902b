/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/player.h"
#include "fault/round.h"

#include "support/wait.h"

#include <signal.h>

/* The runs of the hub in one round: every one is begun and ended here, and
 * none may end by itself. */

/* From here on the run's end is meant. */
static void
begin_end (Round *round, RunEnd how)
{
  g_cancellable_cancel (round->run_watch);
  g_clear_object (&round->run_watch);
  round->run->how = how;
  round->run->could_not_write = round->shim->write_error != 0;
  round->run->asked = history_now (round->history);
}

static void
expect_end (Round *round, int expected)
{
  int status = program_wait (round->hub->program);

  if (status == -SIGKILL && round->is_doomed)
    round->run->how = RUN_KILLED;
  else if (status != expected)
    round_fail (round, "The hub ended with %d in place of %d.", status,
                expected);
  round->run->ended = history_now (round->history);
  hub_wait_for_silence (round->hub);
  g_clear_pointer (&round->hub, hub_free);
}

static void
on_process_ended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Round *round = user_data;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL))
    return;
  if (!round->is_doomed)
    round_fail (round, "The hub ended by itself, with wait status 0x%x.",
                (guint) g_subprocess_get_status (round->hub->program->process));

  begin_end (round, RUN_KILLED);
  expect_end (round, -SIGKILL);
  round->has_died = TRUE;
}

void
round_start_hub (Round *round)
{
  g_autofree char *state = bus_get_path (round->bus, "state/hub");

  shim_control_mend (round->shim);
  round->is_doomed = FALSE;
  round->has_died = FALSE;
  round->run = history_begin_run (round->history);
  round->hub =
      hub_start (round->bus, "--state-dir", state, "--port", round->port, NULL);
  if (!shim_control_is_attached (round->shim))
    round_fail (round, "The hub has not loaded the library with the faults.");

  round->run_watch = g_cancellable_new ();
  g_subprocess_wait_async (round->hub->program->process, round->run_watch,
                           on_process_ended, round);
}

void
round_kill_hub (Round *round)
{
  begin_end (round, RUN_KILLED);
  g_subprocess_send_signal (round->hub->program->process, SIGKILL);
  expect_end (round, -SIGKILL);
}

void
round_ask_hub (Round *round)
{
  begin_end (round, RUN_ASKED);
  g_subprocess_send_signal (round->hub->program->process, SIGTERM);
  expect_end (round, 0);
}

void
round_end_bus (Round *round)
{
  begin_end (round, RUN_LOST_BUS);
  bus_end (round->bus);
  expect_end (round, 1);
}

void
round_doom_hub (Round *round, int n)
{
  round->is_doomed = TRUE;
  round->shim->calls_to_live = n;
}

/* One that has made its last call lives on for a moment. One that somebody else
 * has ended meanwhile is started by them. */
void
round_spare_hub (Round *round, Run *run)
{
  if (round->run != run || (round->hub == NULL && !round->has_died))
    return;

  if (round->hub != NULL &&
      atomic_exchange (&round->shim->calls_to_live, 0) > 0)
    {
      round->is_doomed = FALSE;
      return;
    }
  wait_until (round->has_died);
  round_start_hub (round);
}
