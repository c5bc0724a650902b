/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/pushes.h"

#include "store/statement.h"

#define FAILURES_MAX G_STRINGIFY (PH_PUSH_FAILURES_MAX)

/* As in the index, which SQLite finds by its text. */
#define EXPIRY "received + ttl * 1000000"

#define SELECT                                                                 \
  "SELECT sequence, registration, id, body, ttl, urgency, topic, failures,"    \
  "  received FROM push "

/* Reading */

static PhPush *
read_row (PhStatement *row)
{
  g_autofree char *id = ph_statement_get_text (row, 2);
  g_autoptr (GBytes) body = ph_statement_get_bytes (row, 3);
  g_autofree char *topic = ph_statement_get_text (row, 6);
  PhPushContent content = {
    .body = body,
    .ttl = (guint32) ph_statement_get_int (row, 4),
    .urgency = (PhUrgency) ph_statement_get_int (row, 5),
    .topic = topic,
  };
  PhPush *push = ph_push_new (id, ph_statement_get_int (row, 0),
                              ph_statement_get_int (row, 1), &content,
                              ph_statement_get_int (row, 8));

  push->failures = (guint) ph_statement_get_int (row, 7);
  return push;
}

static GPtrArray *
read_rows (PhStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) pushes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ph_push_unref);

  while (ph_statement_next (statement))
    g_ptr_array_add (pushes, read_row (statement));

  if (!ph_statement_finish (statement, error))
    return NULL;

  return g_steal_pointer (&pushes);
}

GPtrArray *
ph_pushes_read (PhDatabase *database, const PhPage *page, GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, SELECT "WHERE registration = ? AND sequence > ?"
                       "  AND urgency >= ? AND failures < " FAILURES_MAX
                       "  ORDER BY sequence LIMIT ?");

  ph_statement_bind_int (statement, page->registration);
  ph_statement_bind_int (statement, page->after);
  ph_statement_bind_int (statement, page->urgency);
  ph_statement_bind_int (statement, page->limit);
  return read_rows (statement, error);
}

GPtrArray *
ph_pushes_find (PhDatabase *database, const char *id, GError **error)
{
  g_autoptr (PhStatement) statement =
      ph_statement_prepare (database, SELECT "WHERE id = ?");

  ph_statement_bind_text (statement, id);
  return read_rows (statement, error);
}

GPtrArray *
ph_pushes_find_topic (PhDatabase *database,
                      gint64 registration,
                      const char *topic,
                      GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, SELECT "WHERE registration = ? AND topic = ?");

  ph_statement_bind_int (statement, registration);
  ph_statement_bind_text (statement, topic);
  return read_rows (statement, error);
}

GPtrArray *
ph_pushes_find_aside (PhDatabase *database, guint limit, GError **error)
{
  g_autoptr (PhStatement) statement =
      ph_statement_prepare (database, SELECT "WHERE failures >= " FAILURES_MAX
                                             "  ORDER BY sequence LIMIT ?");

  ph_statement_bind_int (statement, limit);
  return read_rows (statement, error);
}

GPtrArray *
ph_pushes_find_expired (PhDatabase *database,
                        gint64 now,
                        guint limit,
                        GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, SELECT "WHERE " EXPIRY " <= ? ORDER BY " EXPIRY " LIMIT ?");

  ph_statement_bind_int (statement, now);
  ph_statement_bind_int (statement, limit);
  return read_rows (statement, error);
}

gboolean
ph_pushes_next_expiry (PhDatabase *database, gint64 *when, GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "SELECT " EXPIRY " FROM push ORDER BY " EXPIRY " LIMIT 1");

  *when = ph_statement_next (statement) ? ph_statement_get_int (statement, 0) :
                                          G_MAXINT64;
  return ph_statement_finish (statement, error);
}

gboolean
ph_pushes_get_last (PhDatabase *database, gint64 *sequence, GError **error)
{
  g_autoptr (PhStatement) statement =
      ph_statement_prepare (database, "SELECT max(sequence) FROM push");

  *sequence =
      ph_statement_next (statement) ? ph_statement_get_int (statement, 0) : 0;
  return ph_statement_finish (statement, error);
}

/* Writing */

static gboolean
insert (PhDatabase *database, const PhPush *push, GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "INSERT INTO push (registration, sequence, id, body, ttl,"
                "    urgency, topic, received)"
                "  VALUES (?, ?, ?, ?, ?, ?, ?, ?)");

  ph_statement_bind_int (statement, push->registration);
  ph_statement_bind_int (statement, push->sequence);
  ph_statement_bind_text (statement, push->id);
  ph_statement_bind_bytes (statement, push->body);
  ph_statement_bind_int (statement, push->ttl);
  ph_statement_bind_int (statement, push->urgency);
  ph_statement_bind_text (statement, push->topic);
  ph_statement_bind_int (statement, push->received);
  return ph_statement_finish (statement, error);
}

static gboolean
replace (PhDatabase *database,
         const PhPush *push,
         gint64 sequence,
         GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "UPDATE push SET id = ?, body = ?, ttl = ?, urgency = ?,"
                "    failures = 0, received = ?"
                "  WHERE sequence = ?");

  ph_statement_bind_text (statement, push->id);
  ph_statement_bind_bytes (statement, push->body);
  ph_statement_bind_int (statement, push->ttl);
  ph_statement_bind_int (statement, push->urgency);
  ph_statement_bind_int (statement, push->received);
  ph_statement_bind_int (statement, sequence);
  return ph_statement_finish (statement, error);
}

/* *@found is NULL when there is none. */
static gboolean
find_replaced (PhDatabase *database,
               const PhPush *push,
               PhPush **found,
               GError **error)
{
  g_autoptr (GPtrArray) pushes = NULL;

  *found = NULL;
  if (push->topic == NULL)
    return TRUE;

  pushes =
      ph_pushes_find_topic (database, push->registration, push->topic, error);
  if (pushes != NULL && pushes->len > 0)
    *found = ph_push_ref (pushes->pdata[0]);
  return pushes != NULL;
}

gboolean
ph_pushes_add (PhDatabase *database,
               const PhPush *push,
               gint64 *sequence,
               PhPush **replaced,
               GError **error)
{
  if (!find_replaced (database, push, replaced, error))
    return FALSE;

  *sequence = *replaced != NULL ? (*replaced)->sequence : push->sequence;
  return *replaced != NULL ? replace (database, push, *sequence, error) :
                             insert (database, push, error);
}

gboolean
ph_pushes_remove (PhDatabase *database, const char *id, GError **error)
{
  g_autoptr (PhStatement) statement =
      ph_statement_prepare (database, "DELETE FROM push WHERE id = ?");

  ph_statement_bind_text (statement, id);
  return ph_statement_finish (statement, error);
}

gboolean
ph_pushes_remove_all (PhDatabase *database, gint64 registration, GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "DELETE FROM push WHERE registration = ?");

  ph_statement_bind_int (statement, registration);
  return ph_statement_finish (statement, error);
}

gboolean
ph_pushes_set_failures (PhDatabase *database,
                        const char *id,
                        guint failures,
                        GError **error)
{
  g_autoptr (PhStatement) statement = ph_statement_prepare (
      database, "UPDATE push SET failures = ? WHERE id = ?");

  ph_statement_bind_int (statement, failures);
  ph_statement_bind_text (statement, id);
  return ph_statement_finish (statement, error);
}
