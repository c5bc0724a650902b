/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store-fixture.h"

#include "core/error.h"
#include "support/wait.h"

#include <string.h>

static void
test_a_new_store_is_empty (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Found) found = fixture_load (fixture);

  g_assert_cmpuint (found->registrations->len, ==, 0);
  g_assert_cmpuint (found->removed->len, ==, 0);
  g_assert_cmpint (found->last_registration, ==, 0);
  g_assert_cmpint (found->last_sequence, ==, 0);
}

static void
test_everything_is_there_again (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (3);
  g_autoptr (PhRegistration) client = make_client (9);
  g_autoptr (PhPush) first = make_push (7, 3);
  g_autoptr (PhPush) second = make_push (8, 3);
  g_autoptr (Found) found = NULL;
  g_autoptr (GPtrArray) pushes = NULL;
  g_autoptr (GError) error = NULL;

  fixture_save (fixture, client);
  fixture_save (fixture, app);
  fixture_add (fixture, second, &error);
  g_assert_no_error (error);
  fixture_add (fixture, first, &error);
  g_assert_no_error (error);
  fixture_reopen (fixture);

  found = fixture_load (fixture);
  g_assert_cmpuint (found->registrations->len, ==, 2);
  assert_same_registration (found->registrations->pdata[0], app);
  assert_same_registration (found->registrations->pdata[1], client);
  g_assert_cmpuint (g_array_index (found->waiting, guint, 0), ==, 2);
  g_assert_cmpuint (g_array_index (found->waiting, guint, 1), ==, 0);
  g_assert_cmpint (found->last_registration, ==, 9);
  g_assert_cmpint (found->last_sequence, ==, 8);

  pushes = fixture_read (fixture, 3, 0, 10);
  g_assert_cmpuint (pushes->len, ==, 2);
  assert_same_push (pushes->pdata[0], first);
  assert_same_push (pushes->pdata[1], second);
}

static void
test_saving_again_updates (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (PhRegistration) changed =
      ph_registration_new (PH_REGISTRATION_APP);
  g_autoptr (PhPush) push = make_push (1, 1);
  g_autoptr (Found) found = NULL;
  g_autoptr (GError) error = NULL;

  fixture_save (fixture, app);
  fixture_add (fixture, push, &error);
  g_assert_no_error (error);

  changed->id = 1;
  changed->version = 1;
  changed->endpoint = g_strdup ("another");
  changed->last_used = 5;
  fixture_save (fixture, changed);

  found = fixture_load (fixture);
  g_assert_cmpuint (found->registrations->len, ==, 1);
  assert_same_registration (found->registrations->pdata[0], changed);
  g_assert_cmpuint (g_array_index (found->waiting, guint, 0), ==, 1);
  g_assert_cmpuint (found->removed->len, ==, 0);
}

static void
test_a_replaced_endpoint_is_gone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (PhPush) push = make_push (1, 1);
  g_autofree char *old_endpoint = g_strdup (app->endpoint);
  g_autoptr (Found) found = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  fixture_save (fixture, app);
  fixture_add (fixture, push, &error);
  g_assert_no_error (error);

  g_free (app->endpoint);
  app->endpoint = g_strdup ("new-endpoint");
  ph_store_save_registration_async (fixture->store, app, old_endpoint, 77,
                                    wait_take_result, &result);
  fixture_finish (fixture, &result, &error);
  g_assert_no_error (error);

  found = fixture_load (fixture);
  assert_same_registration (found->registrations->pdata[0], app);
  g_assert_cmpuint (g_array_index (found->waiting, guint, 0), ==, 0);
  g_assert_cmpuint (found->removed->len, ==, 1);
  g_assert_cmpstr (found->removed->pdata[0], ==, old_endpoint);
  g_assert_cmpint (found->removed_at, ==, 77);
}

static void
test_removing_takes_the_pushes_along (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (PhRegistration) other = make_app (2);
  g_autoptr (PhPush) push = make_push (1, 1);
  g_autoptr (PhPush) others = make_push (2, 2);
  g_autoptr (GPtrArray) pushes = NULL;
  g_autoptr (Found) found = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  fixture_save (fixture, app);
  fixture_save (fixture, other);
  fixture_add (fixture, push, &error);
  g_assert_no_error (error);
  fixture_add (fixture, others, &error);
  g_assert_no_error (error);
  ph_store_remove_registration_async (fixture->store, app, 88, wait_take_result,
                                      &result);
  fixture_finish (fixture, &result, &error);
  g_assert_no_error (error);

  found = fixture_load (fixture);
  g_assert_cmpuint (found->registrations->len, ==, 1);
  assert_same_registration (found->registrations->pdata[0], other);
  g_assert_cmpuint (g_array_index (found->waiting, guint, 0), ==, 1);
  g_assert_cmpstr (found->removed->pdata[0], ==, app->endpoint);
  g_assert_cmpint (found->removed_at, ==, 88);

  pushes = fixture_read (fixture, 1, 0, 10);
  g_assert_cmpuint (pushes->len, ==, 0);
}

/* A number shown to people must not come to mean something else. */
static void
test_ids_are_not_given_out_twice (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (41);
  g_autoptr (Found) found = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  fixture_save (fixture, app);
  ph_store_remove_registration_async (fixture->store, app, 0, wait_take_result,
                                      &result);
  fixture_finish (fixture, &result, &error);
  g_assert_no_error (error);
  fixture_reopen (fixture);

  found = fixture_load (fixture);
  g_assert_cmpuint (found->registrations->len, ==, 0);
  g_assert_cmpint (found->last_registration, ==, 41);
}

static void
test_only_the_last_removed_are_kept (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (Found) found = NULL;
  GAsyncResult *last = NULL;
  g_autoptr (GError) error = NULL;

  for (gint64 id = 1; id <= PH_STORE_REMOVED_MAX + 5; id++)
    {
      g_autoptr (PhRegistration) client = make_client (id);
      gboolean is_last = id == PH_STORE_REMOVED_MAX + 5;

      ph_store_remove_registration_async (fixture->store, client, -id,
                                          is_last ? wait_take_result : NULL,
                                          &last);
    }
  fixture_finish (fixture, &last, &error);
  g_assert_no_error (error);

  found = fixture_load (fixture);
  g_assert_cmpuint (found->removed->len, ==, PH_STORE_REMOVED_MAX);
  g_assert_cmpstr (found->removed->pdata[0], ==, "client-6");
  g_assert_cmpstr (found->removed->pdata[999], ==, "client-1005");
}

static void
test_a_push_is_forgotten (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (PhPush) first = make_push (1, 1);
  g_autoptr (PhPush) second = make_push (2, 1);
  g_autoptr (GPtrArray) pushes = NULL;
  g_autoptr (GError) error = NULL;

  fixture_save (fixture, app);
  fixture_add (fixture, first, &error);
  g_assert_no_error (error);
  fixture_add (fixture, second, &error);
  g_assert_no_error (error);

  for (guint time = 0; time < 2; time++)
    {
      GAsyncResult *result = NULL;

      ph_store_remove_push_async (fixture->store, "push-1", wait_take_result,
                                  &result);
      g_assert_true (fixture_finish (fixture, &result, &error));
      g_assert_no_error (error);
    }

  pushes = fixture_read (fixture, 1, 0, 10);
  g_assert_cmpuint (pushes->len, ==, 1);
  assert_same_push (pushes->pdata[0], second);
}

static void
test_a_push_without_registration (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhPush) push = make_push (1, 1);
  g_autoptr (GError) error = NULL;

  fixture_add (fixture, push, &error);
  g_assert_error (error, PH_ERROR, PH_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==,
                   "There is no such registration any more.");
}

static void
test_a_token_is_unique (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (PhRegistration) thief = make_app (2);
  g_autoptr (Found) found = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  g_free (thief->token);
  thief->token = g_strdup (app->token);
  fixture_save (fixture, app);
  ph_store_save_registration_async (fixture->store, thief, "gone", 0,
                                    wait_take_result, &result);
  g_assert_false (fixture_finish (fixture, &result, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  g_assert_null (strstr (error->message, app->token));

  found = fixture_load (fixture);
  g_assert_cmpuint (found->registrations->len, ==, 1);
  g_assert_cmpuint (found->removed->len, ==, 0);
}

static void
add_test (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, fixture_set_up, test, fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_test ("/store/empty", test_a_new_store_is_empty);
  add_test ("/store/everything-again", test_everything_is_there_again);
  add_test ("/store/update", test_saving_again_updates);
  add_test ("/store/replaced-endpoint", test_a_replaced_endpoint_is_gone);
  add_test ("/store/remove", test_removing_takes_the_pushes_along);
  add_test ("/store/ids", test_ids_are_not_given_out_twice);
  add_test ("/store/last-removed", test_only_the_last_removed_are_kept);
  add_test ("/store/forget-push", test_a_push_is_forgotten);
  add_test ("/store/no-registration", test_a_push_without_registration);
  add_test ("/store/unique-token", test_a_token_is_unique);
  return g_test_run ();
}
