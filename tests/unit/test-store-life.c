/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store-fixture.h"

#include "core/error.h"
#include "support/wait.h"

#include <signal.h>
#include <sys/resource.h>

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gint64 *last = user_data;
  PhPush *push = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  ph_store_finish (PH_STORE (source), result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (push->sequence, ==, *last + 1);
  *last = push->sequence;
}

static void
test_order_holds_in_pages (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  gint64 last_added = 0;
  gint64 last_read = 0;
  gboolean more = TRUE;

  ph_store_save_registration_async (fixture->store, app, NULL, 0, NULL, NULL);
  for (gint64 sequence = 1; sequence <= 1000; sequence++)
    {
      g_autoptr (PhPush) push = make_push (sequence, 1);

      ph_store_add_push_async (fixture->store, push, on_added, &last_added);
    }

  /* Nothing was waited for: a read sees what was queued before it. */
  while (more)
    {
      g_autoptr (GPtrArray) page = fixture_read (fixture, 1, last_read, 64);

      for (guint i = 0; i < page->len; i++)
        {
          const PhPush *push = page->pdata[i];

          g_assert_cmpint (push->sequence, ==, ++last_read);
        }
      more = page->len == 64;
    }

  g_assert_cmpint (last_added, ==, 1000);
  g_assert_cmpint (last_read, ==, 1000);
}

static void
test_closing_runs_what_is_queued (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (PhStore) closed = g_object_ref (fixture->store);
  g_autoptr (Found) found = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *saved = NULL;
  GAsyncResult *late = NULL;

  ph_store_save_registration_async (closed, app, NULL, 0, wait_take_result,
                                    &saved);
  ph_store_close (closed);
  ph_store_save_registration_async (closed, app, NULL, 0, wait_take_result,
                                    &late);

  g_assert_true (fixture_finish (fixture, &saved, &error));
  g_assert_no_error (error);
  g_assert_false (fixture_finish (fixture, &late, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);

  fixture_reopen (fixture);
  found = fixture_load (fixture);
  g_assert_cmpuint (found->registrations->len, ==, 1);
}

static void
test_loading_after_closing_fails (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  gint64 last = 0;

  ph_store_close (fixture->store);
  g_assert_false (
      ph_store_load (fixture->store, NULL, NULL, NULL, &last, &last, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);
}

/* The last reference may go while jobs are under way. */
static void
test_dropping_the_store (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  gpointer store = fixture->store;
  GAsyncResult *result = NULL;
  g_autoptr (Found) found = NULL;

  g_object_add_weak_pointer (store, &store);
  ph_store_save_registration_async (fixture->store, app, NULL, 0,
                                    wait_take_result, &result);
  g_clear_object (&fixture->store);
  wait_until (result != NULL);
  g_clear_object (&result);
  wait_until (store == NULL);

  fixture_reopen (fixture);
  found = fixture_load (fixture);
  g_assert_cmpuint (found->registrations->len, ==, 1);
}

/* A limit on the size of files is as good as a full disk. */
static void
set_disk (gboolean full)
{
  static struct rlimit before;
  struct rlimit limit;

  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));
  if (full)
    before = limit;
  limit.rlim_cur = full ? 100 : before.rlim_cur;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
}

static void
test_a_full_disk (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (PhPush) push = make_push (1, 1);
  g_autoptr (GPtrArray) pushes = NULL;
  g_autoptr (GError) error = NULL;

  fixture_save (fixture, app);
  set_disk (TRUE);
  fixture_add (fixture, push, &error);
  set_disk (FALSE);

  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);
  g_assert_true (
      g_str_has_prefix (error->message, "The store cannot be used now: "));
  g_clear_error (&error);

  fixture_add (fixture, push, &error);
  g_assert_no_error (error);
  fixture_reopen (fixture);
  pushes = fixture_read (fixture, 1, 0, 10);
  g_assert_cmpuint (pushes->len, ==, 1);
}

/* What the user is told is what the senders were. */
static void
test_trouble (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (PhPush) push = make_push (1, 1);
  g_autofree char *during = NULL;
  g_autoptr (GError) error = NULL;

  fixture_save (fixture, app);
  g_assert_null (ph_store_get_trouble (fixture->store));
  set_disk (TRUE);
  fixture_add (fixture, push, &error);
  set_disk (FALSE);
  during = ph_store_get_trouble (fixture->store);
  g_assert_nonnull (error);
  g_assert_cmpstr (during, ==, error->message);
  g_clear_error (&error);

  fixture_add (fixture, push, &error);
  g_assert_no_error (error);
  g_assert_null (ph_store_get_trouble (fixture->store));
  ph_store_close (fixture->store);
  g_assert_null (ph_store_get_trouble (fixture->store));
}

/* What was delivered must not be delivered once more: its row goes when the
 * disk takes anything again. */
static void
test_forgetting_on_a_full_disk (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (PhPush) push = make_push (1, 1);
  g_autoptr (PhPush) refused = make_push (2, 1);
  g_autoptr (GPtrArray) pushes = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *forgotten = NULL;

  fixture_save (fixture, app);
  fixture_add (fixture, push, &error);
  g_assert_no_error (error);

  set_disk (TRUE);
  ph_store_remove_push_async (fixture->store, "push-1", wait_take_result,
                              &forgotten);
  fixture_add (fixture, refused, &error);
  set_disk (FALSE);
  g_assert_error (error, PH_ERROR, PH_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_null (forgotten);

  fixture_save (fixture, app);
  g_assert_true (fixture_finish (fixture, &forgotten, &error));
  pushes = fixture_read (fixture, 1, 0, 10);
  g_assert_cmpuint (pushes->len, ==, 0);
}

static void
test_in_memory (void)
{
  Fixture fixture = { 0 };
  g_autoptr (PhRegistration) app = make_app (1);
  g_autoptr (Found) found = NULL;

  fixture_reopen (&fixture);
  fixture_save (&fixture, app);
  found = fixture_load (&fixture);
  g_assert_cmpuint (found->registrations->len, ==, 1);
  ph_store_close (fixture.store);
  g_object_unref (fixture.store);
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
  add_test ("/store/order", test_order_holds_in_pages);
  add_test ("/store/close", test_closing_runs_what_is_queued);
  add_test ("/store/load-closed", test_loading_after_closing_fails);
  add_test ("/store/drop", test_dropping_the_store);
  add_test ("/store/full-disk", test_a_full_disk);
  add_test ("/store/trouble", test_trouble);
  add_test ("/store/forget-later", test_forgetting_on_a_full_disk);
  g_test_add_func ("/store/memory", test_in_memory);
  return g_test_run ();
}
