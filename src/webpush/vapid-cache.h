/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Which tokens were verified with which key, so that it is not done for each
 * push (RFC 8292 section 5). Of both it keeps nothing but a hash. The oldest
 * one makes room for the next; there is no timer. */
typedef struct _PhVapidCache PhVapidCache;

/* So many are kept: they take about 150 KiB. */
#define PH_VAPID_CACHE_MAX 1024

PhVapidCache *ph_vapid_cache_new (void);
void ph_vapid_cache_free (PhVapidCache *cache);

/* @key: the octets of the key
 * @now: in microseconds since 1970 */
gboolean ph_vapid_cache_has (PhVapidCache *cache,
                             const char *token,
                             GBytes *key,
                             gint64 now);

/* Keeps that @token was verified with @key.
 *
 * @until: forgotten then, in microseconds since 1970 */
void ph_vapid_cache_add (PhVapidCache *cache,
                         const char *token,
                         GBytes *key,
                         gint64 until);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhVapidCache, ph_vapid_cache_free)
