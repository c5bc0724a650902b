/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/settings.h"
#include "hub/registry.h"

/* How much may come in and wait (promise 6): for one registration, and on the
 * disk in all. */
typedef struct
{
  const PhSettings *settings;
  guint64 used; /* octets on the disk, as if all that waits were there */
} PhQuota;

/* Whether a push of @octets may come in at all for @entry at @now. Fails with
 * PH_ERROR_BUSY and a sentence for the sender, and so does the next. */
gboolean ph_quota_check (const PhQuota *quota,
                         const PhEntry *entry,
                         gsize octets,
                         gint64 now,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether it may wait beside those that wait for @entry already. One that takes
 * the place of another always may. */
gboolean ph_quota_check_room (const PhQuota *quota,
                              const PhEntry *entry,
                              gsize octets,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Counts a push in that was accepted at @now. */
void ph_quota_accept (PhQuota *quota, PhEntry *entry, gsize octets, gint64 now);

/* Counts a push out that waited, or was set @aside. */
void
ph_quota_release (PhQuota *quota, PhEntry *entry, gsize octets, gboolean aside);

/* Adds @more to @load. */
void ph_load_add (PhLoad *load, const PhLoad *more);

/* Counts in what was stored or comes back for @entry, and out what goes with
 * it. */
void ph_quota_add (PhQuota *quota, PhEntry *entry, const PhLoad *load);
void ph_quota_clear (PhQuota *quota, PhEntry *entry);
