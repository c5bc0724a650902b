/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/round.h"

/* The session bus goes: the hub must end with status 1. Then there is a new
 * session, with a hub and the apps. */

static gboolean
begin (Round *round, Trouble *trouble)
{
  if (round->hub == NULL)
    return FALSE;

  round_end_bus (round);
  return TRUE;
}

static void
end (Round *round, Trouble *trouble)
{
  round_begin_bus (round);
  round_start_hub (round);
}

const Fault fault_bus = {
  .name = "bus",
  .what = "the session bus goes, and with it the hub; both come back",
  .weight = 1,
  .begin = begin,
  .end = end,
};
