/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-cache.h"

#include <string.h>

#define DIGEST_SIZE 32

typedef struct
{
  guint8 digest[DIGEST_SIZE];
  gint64 until;
  GList link; /* in the order in which they came */
} Entry;

struct _PhVapidCache
{
  GHashTable *entries; /* of Entry, each its own key */
  GQueue order;
};

static guint
entry_hash (gconstpointer data)
{
  guint hash;

  memcpy (&hash, ((const Entry *) data)->digest, sizeof hash);
  return hash;
}

static gboolean
entry_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (((const Entry *) a)->digest, ((const Entry *) b)->digest,
                 DIGEST_SIZE) == 0;
}

PhVapidCache *
ph_vapid_cache_new (void)
{
  PhVapidCache *cache = g_new0 (PhVapidCache, 1);

  cache->entries =
      g_hash_table_new_full (entry_hash, entry_equal, g_free, NULL);
  g_queue_init (&cache->order);
  return cache;
}

void
ph_vapid_cache_free (PhVapidCache *cache)
{
  g_hash_table_unref (cache->entries);
  g_free (cache);
}

/* Keys have one length, so no other pair has the same octets. */
static void
digest (Entry *entry, const char *token, GBytes *key)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = DIGEST_SIZE;

  g_checksum_update (checksum, g_bytes_get_data (key, NULL),
                     (gssize) g_bytes_get_size (key));
  g_checksum_update (checksum, (const guchar *) token, (gssize) strlen (token));
  g_checksum_get_digest (checksum, entry->digest, &size);
}

static void
forget (PhVapidCache *cache, Entry *entry)
{
  g_queue_unlink (&cache->order, &entry->link);
  g_hash_table_remove (cache->entries, entry);
}

gboolean
ph_vapid_cache_has (PhVapidCache *cache,
                    const char *token,
                    GBytes *key,
                    gint64 now)
{
  Entry wanted;
  Entry *entry;

  digest (&wanted, token, key);
  entry = g_hash_table_lookup (cache->entries, &wanted);
  if (entry == NULL)
    return FALSE;
  if (now < entry->until)
    return TRUE;

  forget (cache, entry);
  return FALSE;
}

void
ph_vapid_cache_add (PhVapidCache *cache,
                    const char *token,
                    GBytes *key,
                    gint64 until)
{
  Entry *entry = g_new0 (Entry, 1);
  Entry *former;

  digest (entry, token, key);
  entry->until = until;
  entry->link.data = entry;

  former = g_hash_table_lookup (cache->entries, entry);
  if (former == NULL && cache->order.length == PH_VAPID_CACHE_MAX)
    former = g_queue_peek_head (&cache->order);
  if (former != NULL)
    forget (cache, former);

  g_hash_table_add (cache->entries, entry);
  g_queue_push_tail_link (&cache->order, &entry->link);
}
