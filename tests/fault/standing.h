/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/history.h"

/* How it stands with a push or a copy of it at one moment. */

/* How long a call may travel from the hub to the app, or an answer back, and
 * the harness be busy with something else. */
#define TOLERANCE (G_USEC_PER_SEC / 2)

/* Whether @a happened and @b did not happen before it. */
gboolean moment_is_before (Moment a, Moment b);

/* When the hub had accepted @push if it ever would: nothing sent later may
 * arrive before it. Never, for a request that its sender has left behind. */
Moment standing_get_place (const Push *push);

/* Whether the hub may have got the acknowledgement of @copy by @now: the run
 * that had sent it was there, or version 1 was silent for long enough. A loss
 * is judged by this. */
gboolean
standing_is_maybe_acknowledged (History *history, const Copy *copy, Moment now);

/* The same of any copy of @push. */
gboolean
standing_is_acknowledged (History *history, const Push *push, Moment now);

/* Whether it must have got it, and have forgotten the push: its run was
 * neither asked to end before nor killed later. A repeat is judged by this. */
gboolean standing_is_surely_acknowledged (History *history, const Copy *copy);

/* Whether the hub waits for the app's answer at @now. */
gboolean standing_is_under_way (History *history, const Copy *copy, Moment now);

/* Returns: (nullable): the last copy of @push that arrived before @now. */
const Copy *standing_get_copy_before (const Push *push, Moment now);

/* Whether a later push of its topic that was sent before @now may have replaced
 * @push. */
gboolean standing_is_maybe_replaced (const Push *push, Moment now);

/* When the first of those was sent whose place @push may have taken, directly
 * or by way of others of its topic; or @push itself. It may arrive before all
 * that was sent after that. */
Moment standing_get_earliest (History *history, Push *push);

/* Whether the hub owes @push to its app at @now, unless the app has it. */
gboolean standing_is_owed (const Push *push, Moment now);
