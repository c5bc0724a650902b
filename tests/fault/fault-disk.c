/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/round.h"

#include <errno.h>

/* A disk that refuses or is slow, by way of the preloaded library: that needs
 * no privileges and no file system of its own, and root meets it too. */

static gboolean
begin_refusing (Round *round, int error)
{
  if (round->hub == NULL || round->shim->write_error != 0)
    return FALSE;

  round->shim->write_error = error;
  return TRUE;
}

static gboolean
begin_full (Round *round, Trouble *trouble)
{
  return begin_refusing (round, ENOSPC);
}

static gboolean
begin_read_only (Round *round, Trouble *trouble)
{
  return begin_refusing (round, EROFS);
}

static void
end_refusing (Round *round, Trouble *trouble)
{
  round->shim->write_error = 0;
}

static gboolean
begin_slow (Round *round, Trouble *trouble)
{
  if (round->hub == NULL)
    return FALSE;

  round->shim->sync_delay = 50 + (int) (trouble->choice % 450);
  return TRUE;
}

static void
end_slow (Round *round, Trouble *trouble)
{
  round->shim->sync_delay = 0;
}

void
fault_shape_for_disk (Plan *plan)
{
  plan->patience = 25;
}

const Fault fault_disk_full = {
  .name = "disk-full",
  .what = "no room on the disk, then there is again",
  .weight = 1,
  .shape = fault_shape_for_disk,
  .begin = begin_full,
  .end = end_refusing,
};

const Fault fault_disk_read_only = {
  .name = "disk-read-only",
  .what = "the disk cannot be written, then it can again",
  .weight = 1,
  .shape = fault_shape_for_disk,
  .begin = begin_read_only,
  .end = end_refusing,
};

const Fault fault_disk_slow = {
  .name = "disk-slow",
  .what = "every fsync takes up to half a second",
  .weight = 1,
  .begin = begin_slow,
  .end = end_slow,
};
