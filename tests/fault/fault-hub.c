/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/round.h"

/* The hub ends, and starts again on the same port with the same state. */

/* It is away for so long at most: the next trouble wants to find it there. */
#define DOWN_MS 300

static gboolean
begin_kill (Round *round, Trouble *trouble)
{
  if (round->hub == NULL)
    return FALSE;

  round_kill_hub (round);
  return TRUE;
}

static gboolean
begin_term (Round *round, Trouble *trouble)
{
  if (round->hub == NULL)
    return FALSE;

  round_ask_hub (round);
  return TRUE;
}

static void
end (Round *round, Trouble *trouble)
{
  round_start_hub (round);
}

/* It dies between two steps of a transaction, if there is one. */
static gboolean
begin_kill_in_store (Round *round, Trouble *trouble)
{
  if (round->hub == NULL || round->is_doomed)
    return FALSE;

  trouble->victim = round->run;
  round_doom_hub (round, 1 + (int) (trouble->choice % 20));
  return TRUE;
}

static void
end_kill_in_store (Round *round, Trouble *trouble)
{
  round_spare_hub (round, trouble->victim);
}

const Fault fault_kill = {
  .name = "kill",
  .what = "the hub is killed with SIGKILL and started again",
  .weight = 4,
  .longest = DOWN_MS,
  .begin = begin_kill,
  .end = end,
};

const Fault fault_kill_in_store = {
  .name = "kill-in-store",
  .what = "the hub is killed between two steps of a transaction",
  .weight = 4,
  .begin = begin_kill_in_store,
  .end = end_kill_in_store,
};

const Fault fault_term = {
  .name = "term",
  .what = "the hub is ended with SIGTERM and started again",
  .weight = 1,
  .longest = DOWN_MS,
  .begin = begin_term,
  .end = end,
};
