/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/round.h"
#include "support/measure.h"

#include <sys/resource.h>

/* Limits of the process, lowered on the running hub until nothing more fits
 * in: its soft limits, so that they can be raised again. */

static gboolean
set_limit (Round *round, enum __rlimit_resource resource, rlim_t most)
{
  struct rlimit limit = { 0 };

  if (round->hub == NULL)
    return FALSE;

  if (prlimit (round->hub->pid, resource, NULL, &limit) != 0)
    return FALSE;
  limit.rlim_cur = MIN (most, limit.rlim_max);
  return prlimit (round->hub->pid, resource, &limit, NULL) == 0;
}

/* One or two connections at a time, or none. */
static gboolean
begin_descriptors (Round *round, Trouble *trouble)
{
  return round->hub != NULL && !round->is_doomed &&
         set_limit (round, RLIMIT_NOFILE,
                    measure_descriptors (round->hub->pid) +
                        trouble->choice % 3);
}

static void
end_descriptors (Round *round, Trouble *trouble)
{
  set_limit (round, RLIMIT_NOFILE, RLIM_INFINITY);
}

/* A few pages of the database more. Unlike a full disk it comes with a signal,
 * which ends a process that has not said that it ignores it. */
static gboolean
begin_file_size (Round *round, Trouble *trouble)
{
  return set_limit (round, RLIMIT_FSIZE, 65536 + trouble->choice % 65536);
}

static void
end_file_size (Round *round, Trouble *trouble)
{
  set_limit (round, RLIMIT_FSIZE, RLIM_INFINITY);
}

const Fault fault_descriptors = {
  .name = "descriptors",
  .what = "the hub may open no more files, then it may again",
  .weight = 1,
  .begin = begin_descriptors,
  .end = end_descriptors,
};

const Fault fault_file_size = {
  .name = "file-size",
  .what = "the hub's files may not grow, then they may again",
  .weight = 1,
  .shape = fault_shape_for_disk,
  .begin = begin_file_size,
  .end = end_file_size,
};
