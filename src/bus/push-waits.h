/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/timeline.h"

#include <gio/gio.h>

/* Callers of WaitForPush: each is answered when its push has ended. */
typedef struct _PhPushWaits PhPushWaits;

/* Waits at once, over all callers. */
#define PH_PUSH_WAITS_MAX 256

PhPushWaits *ph_push_waits_new (PhTimeline *timeline);

/* No caller may be waiting any more; see ph_push_waits_end (). */
void ph_push_waits_free (PhPushWaits *waits);

/* Answers @invocation, now or later, with the last step of @push. Fails with
 * PH_ERROR_NOT_FOUND when the timeline does not have the push, with
 * PH_ERROR_UNAVAILABLE when too many wait; @invocation is the caller's then. */
gboolean ph_push_waits_add (PhPushWaits *waits,
                            const char *push,
                            GDBusMethodInvocation *invocation,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Answers everybody that the hub is stopping. */
void ph_push_waits_end (PhPushWaits *waits);
