/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/round.h"

/* Somebody sets the wall clock, far forward or back, and later right again. */

static gboolean
begin (Round *round, Trouble *trouble)
{
  static const int jumps[] = { 3600, -3600, 30 * 86400, -30 * 86400 };

  if (round->hub == NULL)
    return FALSE;

  round->shim->clock_offset = jumps[trouble->choice % G_N_ELEMENTS (jumps)];
  return TRUE;
}

static void
end (Round *round, Trouble *trouble)
{
  round->shim->clock_offset = 0;
}

const Fault fault_clock = {
  .name = "clock",
  .what = "the wall clock jumps, and back again",
  .weight = 1,
  .begin = begin,
  .end = end,
};
