/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/quota.h"

#include "core/error.h"

/* What a row takes beside its body: identifiers, indices, page headers. */
#define ROW 256

#define MEBIBYTE (1024 * 1024)

/* Pushes may come in a bunch, as many as the rate allows in this time. */
#define RATE_TIME G_TIME_SPAN_MINUTE

static guint64
cost (const PhLoad *load)
{
  return load->octets + (guint64) (load->waiting + load->aside) * ROW;
}

static gint64
rate_interval (const PhQuota *quota)
{
  return RATE_TIME / quota->settings->rate;
}

/* The rate is kept by the time at which a sender that pushed at the allowed
 * pace would have got so far. */
static gboolean
check_rate (const PhQuota *quota, const PhEntry *entry, gint64 now)
{
  return quota->settings->rate == 0 ||
         entry->paced - now <= RATE_TIME - rate_interval (quota);
}

gboolean
ph_quota_check (const PhQuota *quota,
                const PhEntry *entry,
                gsize octets,
                gint64 now,
                GError **error)
{
  const PhSettings *settings = quota->settings;

  if (!check_rate (quota, entry, now))
    g_set_error (error, PH_ERROR, PH_ERROR_BUSY,
                 "More than %u pushes a minute came for this endpoint; send "
                 "the push again later.",
                 settings->rate);
  else if (quota->used + octets + ROW > (guint64) settings->disk_max * MEBIBYTE)
    g_set_error (error, PH_ERROR, PH_ERROR_BUSY,
                 "The pushes that wait for all apps fill the %u MiB they may "
                 "have; send the push again when some were taken.",
                 settings->disk_max);
  else
    return TRUE;

  return FALSE;
}

gboolean
ph_quota_check_room (const PhQuota *quota,
                     const PhEntry *entry,
                     gsize octets,
                     GError **error)
{
  const PhSettings *settings = quota->settings;
  guint n = entry->load.waiting + entry->load.aside;

  if (n >= settings->waiting_max)
    g_set_error (
        error, PH_ERROR, PH_ERROR_BUSY,
        "%u pushes wait for this endpoint already; send the push again "
        "when its app has taken some.",
        n);
  else if (entry->load.octets + octets > settings->octets_max)
    g_set_error (
        error, PH_ERROR, PH_ERROR_BUSY,
        "The pushes that wait for this endpoint have %" G_GUINT64_FORMAT
        " octets already; send the push again when its app has taken "
        "some.",
        entry->load.octets);
  else
    return TRUE;

  return FALSE;
}

void
ph_quota_accept (PhQuota *quota, PhEntry *entry, gsize octets, gint64 now)
{
  if (quota->settings->rate > 0)
    entry->paced = MAX (entry->paced, now) + rate_interval (quota);
  ph_quota_add (quota, entry, &(PhLoad){ .waiting = 1, .octets = octets });
}

void
ph_quota_release (PhQuota *quota, PhEntry *entry, gsize octets, gboolean aside)
{
  if (aside)
    entry->load.aside--;
  else
    entry->load.waiting--;
  entry->load.octets -= octets;
  quota->used -= octets + ROW;
}

void
ph_load_add (PhLoad *load, const PhLoad *more)
{
  load->waiting += more->waiting;
  load->aside += more->aside;
  load->octets += more->octets;
}

void
ph_quota_add (PhQuota *quota, PhEntry *entry, const PhLoad *load)
{
  ph_load_add (&entry->load, load);
  quota->used += cost (load);
}

void
ph_quota_clear (PhQuota *quota, PhEntry *entry)
{
  quota->used -= cost (&entry->load);
  entry->load = (PhLoad){ 0 };
}
