/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <stdatomic.h>

/* What the harness says to the library that is preloaded into the hub, and
 * what that counts: one page of memory that both have mapped. */

/* The environment variable that names the file behind it. */
#define SHIM_VARIABLE "PUSHHUB_FAULT_SHIM"

typedef struct
{
  atomic_int attached; /* processes that have mapped this, ever */

  /* Every change of the database or its log fails with this errno; 0 for
   * none. */
  atomic_int write_error;

  /* Milliseconds that each sync of these files takes longer. */
  atomic_int sync_delay;

  /* The process ends with SIGKILL in place of the n-th call from now that
   * changes or syncs these files; 0 for never. */
  atomic_int calls_to_live;

  /* Seconds that the wall clock is wrong by. */
  atomic_int clock_offset;

  /* Calls that changed or synced these files, and how many syncs are under
   * way. */
  atomic_int n_calls;
  atomic_int n_syncing;
} ShimBlock;
