/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The endpoints that are gone, as far back as the store keeps them, so that a
 * sender can be told since when. Bounded; the oldest go first. */
typedef struct _PhGone PhGone;

PhGone *ph_gone_new (guint max);
void ph_gone_free (PhGone *gone);

/* Notes that @endpoint went at @when (microseconds since 1970); what was noted
 * before stays. */
void ph_gone_add (PhGone *gone, const char *endpoint, gint64 when);

/* When @endpoint went, or 0 when that is not known. */
gint64 ph_gone_find (PhGone *gone, const char *endpoint);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhGone, ph_gone_free)
