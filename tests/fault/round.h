/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/fault.h"
#include "fault/history.h"
#include "fault/plan.h"
#include "fault/shim-control.h"
#include "support/hub.h"

/* One round: a bus, a hub, apps that are played, senders that push to them,
 * and troubles that begin and end meanwhile. */
struct _Round
{
  const Plan *plan;
  Bus *bus;
  ShimBlock *shim;
  char *port;
  Hub *hub; /* NULL while none runs */
  Run *run; /* the last one */
  GCancellable *run_watch;
  gboolean is_doomed; /* the run ends at a call of its store, maybe */
  gboolean has_died;  /* of that */
  History *history;
  GPtrArray *players; /* Player */
  GPtrArray *senders; /* Sender */
  gboolean has_many;  /* registrations besides those of the players */
};

Round *round_new (const Plan *plan);
void round_free (Round *round);

/* Lives through the plan, lifts every trouble and waits until the hub says
 * that nothing waits. Returns: (transfer full) (element-type Complaint): what
 * the hub did not keep; all is well when it is empty. */
GPtrArray *round_run (Round *round);

/* Lets this many milliseconds pass, with all that happens in them. */
void round_turn (Round *round, guint milliseconds);

/* Lets time pass until @condition holds, for as long as anything happens. */
typedef gboolean (*RoundCondition) (Round *round, gpointer user_data);
void
round_turn_until (Round *round, RoundCondition condition, gpointer user_data);

/* Ends the program: the hub did what has no place in the model. */
void round_fail (Round *round, const char *format, ...)
    G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN;

/* Starts a hub on the round's port and state. A hub that starts must find a
 * disk that works and a clock that is right: what is wrong there ends. */
void round_start_hub (Round *round);

/* Ends it: with SIGKILL; with SIGTERM, which must leave 0; with the bus, which
 * must leave 1. */
void round_kill_hub (Round *round);
void round_ask_hub (Round *round);
void round_end_bus (Round *round);

/* The hub is killed in place of the n-th call from now with which its store
 * changes or syncs a file. Or it never makes so many: then it is spared, and
 * goes on. One that has died of it is started again. */
void round_doom_hub (Round *round, int n);
void round_spare_hub (Round *round, Run *run);

/* Starts a bus and brings the apps back that were on the one before. */
void round_begin_bus (Round *round);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Round, round_free)
