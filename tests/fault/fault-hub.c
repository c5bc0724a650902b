/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/round.h"

/* The hub ends, and starts again on the same port with the same state. */

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

const Fault fault_kill = {
  .name = "kill",
  .what = "the hub is killed with SIGKILL and started again",
  .everyday = TRUE,
  .begin = begin_kill,
  .end = end,
};

const Fault fault_term = {
  .name = "term",
  .what = "the hub is ended with SIGTERM and started again",
  .everyday = TRUE,
  .begin = begin_term,
  .end = end,
};
