/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-recent.h"

typedef struct
{
  char *digest; /* the table's */
  gint64 ends;
} Recent;

struct _PhMatrixRecent
{
  GHashTable *digests;
  GQueue queue; /* of Recent, the oldest first */
};

PhMatrixRecent *
ph_matrix_recent_new (void)
{
  PhMatrixRecent *self = g_rc_box_new0 (PhMatrixRecent);

  self->digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->queue);
  return self;
}

PhMatrixRecent *
ph_matrix_recent_ref (PhMatrixRecent *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  PhMatrixRecent *self = data;

  g_queue_clear_full (&self->queue, g_free);
  g_hash_table_unref (self->digests);
}

void
ph_matrix_recent_unref (PhMatrixRecent *self)
{
  g_rc_box_release_full (self, clear);
}

static char *
make_digest (const char *endpoint, const char *event_id)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) endpoint, -1);
  g_checksum_update (checksum, (const guchar *) "\n", 1);
  g_checksum_update (checksum, (const guchar *) event_id, -1);
  return g_strdup (g_checksum_get_string (checksum));
}

static void
forget_oldest (PhMatrixRecent *self)
{
  g_autofree Recent *oldest = g_queue_pop_head (&self->queue);

  g_hash_table_remove (self->digests, oldest->digest);
}

static void
forget_old (PhMatrixRecent *self, gint64 now)
{
  while (self->queue.length > 0 &&
         ((Recent *) g_queue_peek_head (&self->queue))->ends <= now)
    forget_oldest (self);
}

void
ph_matrix_recent_add (PhMatrixRecent *self,
                      const char *endpoint,
                      const char *event_id,
                      gint64 now)
{
  g_autofree char *digest = make_digest (endpoint, event_id);
  Recent *recent = NULL;

  forget_old (self, now);
  if (g_hash_table_contains (self->digests, digest))
    return;

  recent = g_new (Recent, 1);
  recent->digest = digest;
  g_hash_table_add (self->digests, g_steal_pointer (&digest));
  recent->ends = now + PH_MATRIX_RECENT_TIME;
  g_queue_push_tail (&self->queue, recent);
  if (self->queue.length > PH_MATRIX_RECENT_MAX)
    forget_oldest (self);
}

gboolean
ph_matrix_recent_has (PhMatrixRecent *self,
                      const char *endpoint,
                      const char *event_id,
                      gint64 now)
{
  g_autofree char *digest = make_digest (endpoint, event_id);

  forget_old (self, now);
  return g_hash_table_contains (self->digests, digest);
}
