/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* What can go wrong around a hub. */

typedef struct _Plan Plan;
typedef struct _Round Round;
typedef struct _Trouble Trouble;

typedef struct
{
  const char *name;
  const char *what; /* one line for --list */
  guint weight;     /* in the choice when no fault is named; 0: not then */
  guint longest;    /* milliseconds that it lasts at most; 0: as any other */

  /* Makes room for itself in a plan that has it. May be NULL. */
  void (*shape) (Plan *plan);

  /* Returns: whether it could begin: not when there is no hub to kill, say. */
  gboolean (*begin) (Round *round, Trouble *trouble);

  /* Ends it. What it was done to may have ended or begun anew meanwhile. */
  void (*end) (Round *round, Trouble *trouble);

  /* When all troubles have ended and a hub runs: what must be put in order
   * before nothing waits any more. May be NULL. */
  void (*finish) (Round *round, Trouble *trouble);
} Fault;

/* One fault at one time in a round. */
struct _Trouble
{
  const Fault *fault;
  guint at;       /* milliseconds from the beginning of the round */
  guint length;   /* milliseconds */
  guint32 choice; /* by lot: to whom, how much */

  gboolean begun; /* and not ended */
  gboolean has_happened;
  gpointer victim; /* the fault's own */
};

/* For faults of the disk: nothing tells the hub that one is over, so it tries
 * again after 15 seconds, or 18. */
void fault_shape_for_disk (Plan *plan);

extern const Fault fault_kill, fault_kill_in_store, fault_term;
extern const Fault fault_bus;
extern const Fault fault_app_exits, fault_app_restarts, fault_app_starts;
extern const Fault fault_app_hangs, fault_app_fails, fault_app_late,
    fault_app_silent;
extern const Fault fault_disk_full, fault_disk_read_only, fault_disk_slow;
extern const Fault fault_file_size;
extern const Fault fault_descriptors;
extern const Fault fault_clock;
extern const Fault fault_sender_stalls, fault_sender_hangs_up,
    fault_sender_pipelines;
extern const Fault fault_slow_readers;
extern const Fault fault_many_pushes, fault_many_registrations;

/* Returns: (nullable) */
const Fault *fault_find (const char *name);

/* All of them, NULL at the end. */
const Fault *const *fault_list (void);
