/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/gone.h"

struct _PhGone
{
  guint max;
  GHashTable *when; /* endpoint to gint64 *; owns both */
  GQueue order;     /* the keys of the table, oldest first */
};

PhGone *
ph_gone_new (guint max)
{
  PhGone *gone = g_new0 (PhGone, 1);

  gone->max = max;
  gone->when = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_queue_init (&gone->order);
  return gone;
}

void
ph_gone_free (PhGone *gone)
{
  g_queue_clear (&gone->order);
  g_hash_table_unref (gone->when);
  g_free (gone);
}

void
ph_gone_add (PhGone *gone, const char *endpoint, gint64 when)
{
  char *key = NULL;

  if (g_hash_table_contains (gone->when, endpoint))
    return;

  key = g_strdup (endpoint);
  if (gone->order.length == gone->max)
    g_hash_table_remove (gone->when, g_queue_pop_head (&gone->order));
  g_hash_table_insert (gone->when, key, g_memdup2 (&when, sizeof when));
  g_queue_push_tail (&gone->order, key);
}

gint64
ph_gone_find (PhGone *gone, const char *endpoint)
{
  const gint64 *when = g_hash_table_lookup (gone->when, endpoint);

  return when != NULL ? *when : 0;
}
