/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/registrations.h"

#include "core/error.h"
#include "store-fixture.h"
#include "tables-fixture.h"

static void
save (Tables *tables, const PhRegistration *registration)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      ph_registrations_save (tables->database, registration, &error));
  g_assert_no_error (error);
}

static void
on_registration (PhRegistration *registration,
                 const PhLoad *load,
                 gpointer user_data)
{
  g_ptr_array_add (user_data, registration);
}

static GPtrArray *
load (Tables *tables)
{
  GPtrArray *loaded =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ph_registration_free);
  g_autoptr (GError) error = NULL;

  ph_registrations_load (tables->database, on_registration, loaded, &error);
  g_assert_no_error (error);
  return loaded;
}

static gint64
get_last (Tables *tables)
{
  gint64 last = -1;

  g_assert_true (ph_registrations_get_last (tables->database, &last, NULL));
  return last;
}

static void
test_every_field_comes_back (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (2);
  g_autoptr (PhRegistration) client = make_client (1);
  g_autoptr (GPtrArray) loaded = NULL;

  save (tables, app);
  save (tables, client);

  loaded = load (tables);
  g_assert_cmpuint (loaded->len, ==, 2);
  assert_same_registration (loaded->pdata[0], client);
  assert_same_registration (loaded->pdata[1], app);
}

/* Whatever of it has changed; its pushes stay. */
static void
test_saving_again_updates (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhRegistration) client = make_client (7);
  g_autoptr (PhRegistration) app = make_app (7);
  g_autoptr (GPtrArray) loaded = NULL;
  g_autofree char *list = NULL;

  save (tables, client);
  tables_add_push (tables, 1, 7);
  save (tables, app);

  loaded = load (tables);
  list = tables_list_registrations (tables);
  assert_same_registration (loaded->pdata[0], app);
  g_assert_cmpstr (list, ==, "7:1");
}

static void
test_an_endpoint_has_one_owner (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhRegistration) first = make_client (1);
  g_autoptr (PhRegistration) second = make_client (1);
  g_autoptr (GError) error = NULL;

  second->id = 2;
  save (tables, first);
  g_assert_false (ph_registrations_save (tables->database, second, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
}

static void
test_its_pushes_go_with_it (Tables *tables, gconstpointer unused)
{
  g_autofree char *registrations = NULL;
  g_autofree char *pushes = NULL;

  tables_add_client (tables, 1);
  tables_add_client (tables, 2);
  tables_add_push (tables, 1, 1);
  tables_add_push (tables, 2, 2);
  g_assert_true (ph_registrations_remove (tables->database, 1, NULL));
  g_assert_true (ph_registrations_remove (tables->database, 1, NULL));

  registrations = tables_list_registrations (tables);
  pushes = tables_list_pushes (tables, 1, 0, 10);
  g_assert_cmpstr (registrations, ==, "2:1");
  g_assert_cmpstr (pushes, ==, "");
}

static void
test_no_id_is_given_twice (Tables *tables, gconstpointer unused)
{
  g_assert_cmpint (get_last (tables), ==, 0);

  tables_add_client (tables, 3);
  tables_add_client (tables, 9);
  g_assert_true (ph_registrations_remove (tables->database, 9, NULL));
  g_assert_cmpint (get_last (tables), ==, 9);
}

#define ADD(path, function)                                                    \
  g_test_add ("/registrations/" path, Tables, NULL, tables_set_up, function,   \
              tables_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("fields", test_every_field_comes_back);
  ADD ("update", test_saving_again_updates);
  ADD ("one-owner", test_an_endpoint_has_one_owner);
  ADD ("remove", test_its_pushes_go_with_it);
  ADD ("last", test_no_id_is_given_twice);
  return g_test_run ();
}
