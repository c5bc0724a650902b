/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "tables-fixture.h"

#include "store-fixture.h"
#include "store/pushes.h"
#include "store/registrations.h"
#include "store/removed.h"

void
tables_set_up (Tables *tables, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  tables->database = ph_database_open (NULL, &error);
  g_assert_no_error (error);
}

void
tables_tear_down (Tables *tables, gconstpointer unused)
{
  ph_database_free (tables->database);
}

void
tables_add_client (Tables *tables, gint64 id)
{
  g_autoptr (PhRegistration) client = make_client (id);
  g_autoptr (GError) error = NULL;

  ph_registrations_save (tables->database, client, &error);
  g_assert_no_error (error);
}

void
tables_add_push (Tables *tables, gint64 sequence, gint64 registration)
{
  g_autoptr (PhPush) push = make_push (sequence, registration);

  tables_add (tables, push);
}

void
tables_add (Tables *tables, const PhPush *push)
{
  g_autoptr (PhPush) replaced = NULL;
  g_autoptr (GError) error = NULL;
  gint64 place = 0;

  ph_pushes_add (tables->database, push, &place, &replaced, &error);
  g_assert_no_error (error);
}

G_GNUC_PRINTF (2, 3)
static void
add_word (GString *text, const char *format, ...)
{
  va_list arguments;

  if (text->len > 0)
    g_string_append_c (text, ' ');
  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
}

static void
on_registration (PhRegistration *registration,
                 const PhLoad *load,
                 gpointer user_data)
{
  add_word (user_data, "%" G_GINT64_FORMAT ":%u", registration->id,
            load->waiting);
  ph_registration_free (registration);
}

char *
tables_list_registrations (Tables *tables)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  ph_registrations_load (tables->database, on_registration, text, &error);
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

char *
tables_list_pushes (Tables *tables,
                    gint64 registration,
                    gint64 after,
                    guint limit)
{
  const PhPage page = {
    .registration = registration,
    .after = after,
    .limit = limit,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) pushes =
      ph_pushes_read (tables->database, &page, &error);

  g_assert_no_error (error);
  return tables_show_pushes (pushes);
}

char *
tables_show_pushes (GPtrArray *pushes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pushes->len; i++)
    {
      const PhPush *push = pushes->pdata[i];

      add_word (text, "%" G_GINT64_FORMAT, push->sequence);
    }
  return g_string_free (text, FALSE);
}

static void
on_removed (const char *endpoint, gint64 removed, gpointer user_data)
{
  add_word (user_data, "%s@%" G_GINT64_FORMAT, endpoint, removed);
}

char *
tables_list_removed (Tables *tables)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  ph_removed_load (tables->database, on_removed, text, &error);
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}
