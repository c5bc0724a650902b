/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "bus/push-waits.h"
#include "support/session-fixture.h"

/* Callers on a bus that wait for pushes. */
typedef struct
{
  SessionFixture session;
  PhClock *clock;
  PhTimeline *timeline;
  PhPushWaits *waits;
  GDBusMethodInvocation *call; /* came in just now, or NULL */
} WaitsFixture;

/* For g_test_add (). */
void waits_set_up (WaitsFixture *fixture, gconstpointer data);
void waits_tear_down (WaitsFixture *fixture, gconstpointer data);

/* Says that @step happened to @push. */
void waits_note (WaitsFixture *fixture, const char *push, PhEventStep step);

/* Calls as an app does, and lets that call wait for @push; its answer comes to
 * *@answer, which may be NULL. A call that may not wait is answered with
 * "refused". */
gboolean waits_call (WaitsFixture *fixture,
                     const char *push,
                     GAsyncResult **answer,
                     GError **error);

/* Whether an answer that was sent before now has come to *@answer. */
gboolean waits_is_answered (WaitsFixture *fixture, GAsyncResult **answer);

/* The caller leaves the bus without its answers, and another one comes. */
void waits_replace_caller (WaitsFixture *fixture);

/* Waits for *@answer and takes it.
 *
 * Returns: (transfer full): the outcome, NULL with @error. */
char *waits_take (WaitsFixture *fixture, GAsyncResult **answer, GError **error);
