/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store-fixture.h"

#include "core/error.h"
#include "support/wait.h"

/* What the store does to single pushes: each operation, and what it leaves. */

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (1);

  fixture_set_up (fixture, unused);
  fixture_save (fixture, app);
}

/* Returns: (transfer full): the push that @push has replaced, or NULL. */
static PhPush *
add (Fixture *fixture, PhPush *push, gint64 *place, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  PhPush *replaced = NULL;

  ph_store_add_push_async (fixture->store, push, wait_take_result, &result);
  wait_until (result != NULL);
  *place = 0;
  if (!ph_store_add_push_finish (fixture->store, result, place, &replaced,
                                 error))
    g_assert_null (replaced);
  return replaced;
}

static void
add_until (Fixture *fixture, gint64 sequence, gint64 expires)
{
  g_autoptr (PhPush) push = make_push_until (sequence, 1, expires);
  g_autoptr (GError) error = NULL;

  fixture_add (fixture, push, &error);
  g_assert_no_error (error);
}

static GPtrArray *
find (Fixture *fixture, GAsyncResult **result)
{
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *pushes;

  wait_until (*result != NULL);
  answer = g_steal_pointer (result);
  pushes = ph_store_find_pushes_finish (fixture->store, answer, &error);
  g_assert_no_error (error);
  return pushes;
}

static GPtrArray *
take (Fixture *fixture, const char *id)
{
  GAsyncResult *result = NULL;

  ph_store_take_push_async (fixture->store, id, wait_take_result, &result);
  return find (fixture, &result);
}

static GPtrArray *
note_failures (Fixture *fixture, const char *id, guint failures)
{
  GAsyncResult *result = NULL;

  ph_store_note_failures_async (fixture->store, id, failures, wait_take_result,
                                &result);
  return find (fixture, &result);
}

static GPtrArray *
find_aside (Fixture *fixture, guint limit)
{
  GAsyncResult *result = NULL;

  ph_store_find_aside_async (fixture->store, limit, wait_take_result, &result);
  return find (fixture, &result);
}

/* Its place is its own number when it replaces none. */
static void
test_place_and_replaced (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhPush) first = make_push_of_topic (3, 1, "topic");
  g_autoptr (PhPush) second = make_push_of_topic (5, 1, "topic");
  g_autoptr (PhPush) none = NULL;
  g_autoptr (PhPush) replaced = NULL;
  g_autoptr (GPtrArray) left = NULL;
  gint64 place = 0;

  none = add (fixture, first, &place, NULL);
  g_assert_null (none);
  g_assert_cmpint (place, ==, 3);

  replaced = add (fixture, second, &place, NULL);
  g_assert_nonnull (replaced);
  assert_same_push (replaced, first);
  g_assert_cmpint (place, ==, 3);

  fixture_reopen (fixture);
  left = fixture_read (fixture, 1, 0, 10);
  g_assert_cmpuint (left->len, ==, 1);
  second->sequence = 3;
  assert_same_push (left->pdata[0], second);
}

static void
test_nobody_replaces_nothing (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhPush) push = make_push_of_topic (3, 99, "topic");
  g_autoptr (PhPush) replaced = NULL;
  g_autoptr (GError) error = NULL;
  gint64 place = 0;

  replaced = add (fixture, push, &place, &error);
  g_assert_error (error, PH_ERROR, PH_ERROR_NOT_FOUND);
  g_assert_cmpint (place, ==, 0);
}

static void
test_takes_one (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (PhPush) push = make_push_until (2, 1, 1000);
  g_autoptr (GPtrArray) taken = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) left = NULL;

  add_until (fixture, 1, 1000);
  add_until (fixture, 2, 1000);

  taken = take (fixture, "push-2");
  g_assert_cmpuint (taken->len, ==, 1);
  assert_same_push (taken->pdata[0], push);

  again = take (fixture, "push-2");
  g_assert_cmpuint (again->len, ==, 0);
  left = fixture_read (fixture, 1, 0, 10);
  g_assert_cmpuint (left->len, ==, 1);
}

static void
expire (Fixture *fixture, gint64 now, const char *expected, gint64 next)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) expired = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 found_next = 0;

  ph_store_expire_pushes_async (fixture->store, now, 2, wait_take_result,
                                &result);
  wait_until (result != NULL);
  expired = ph_store_expire_pushes_finish (fixture->store, result, &found_next,
                                           &error);
  g_assert_no_error (error);
  for (guint i = 0; i < expired->len; i++)
    g_string_append_printf (text, "%s;", ((PhPush *) expired->pdata[i])->id);
  g_assert_cmpstr (text->str, ==, expected);
  g_assert_cmpint (found_next, ==, next);
}

/* Two at once here. */
static void
test_expires (Fixture *fixture, gconstpointer unused)
{
  add_until (fixture, 1, 300);
  add_until (fixture, 2, 100);
  add_until (fixture, 3, 200);
  add_until (fixture, 4, 400);

  expire (fixture, 99, "", 100);
  expire (fixture, 300, "push-2;push-3;", 300);
  expire (fixture, 300, "push-1;", 400);
  expire (fixture, 300, "", 400);
  expire (fixture, 400, "push-4;", G_MAXINT64);
}

static void
test_notes_failures (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) noted = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) read = NULL;

  add_until (fixture, 1, 1000);
  noted = note_failures (fixture, "push-1", 3);
  g_assert_cmpuint (noted->len, ==, 1);
  g_assert_cmpuint (((PhPush *) noted->pdata[0])->failures, ==, 0);

  again = note_failures (fixture, "push-99", 3);
  g_assert_cmpuint (again->len, ==, 0);

  fixture_reopen (fixture);
  read = fixture_read (fixture, 1, 0, 10);
  g_assert_cmpuint (((PhPush *) read->pdata[0])->failures, ==, 3);
}

/* From eight failures on, until it is replayed. */
static void
test_sets_aside (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) noted = NULL;
  g_autoptr (GPtrArray) aside = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) replayed = NULL;
  g_autoptr (GPtrArray) none = NULL;

  add_until (fixture, 1, 1000);
  add_until (fixture, 2, 1000);
  noted = note_failures (fixture, "push-1", PH_PUSH_FAILURES_MAX);
  left = fixture_read (fixture, 1, 0, 10);
  g_assert_cmpuint (left->len, ==, 1);
  g_assert_cmpstr (((PhPush *) left->pdata[0])->id, ==, "push-2");

  aside = find_aside (fixture, 10);
  g_assert_cmpuint (aside->len, ==, 1);
  g_assert_cmpstr (((PhPush *) aside->pdata[0])->id, ==, "push-1");

  replayed = note_failures (fixture, "push-1", 0);
  g_assert_cmpuint (((PhPush *) replayed->pdata[0])->failures, ==,
                    PH_PUSH_FAILURES_MAX);
  none = find_aside (fixture, 10);
  g_assert_cmpuint (none->len, ==, 0);
}

/* A start tells what waits from what was set aside; the octets are of both. */
static void
on_registration (PhRegistration *registration,
                 const PhLoad *load,
                 gpointer user_data)
{
  *(PhLoad *) user_data = *load;
  ph_registration_free (registration);
}

static void
on_removed (const char *endpoint, gint64 removed, gpointer user_data)
{
  g_assert_not_reached ();
}

static void
test_load (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) noted = NULL;
  g_autoptr (GError) error = NULL;
  PhLoad load = { 0 };
  gint64 last = 0;

  for (gint64 sequence = 1; sequence <= 3; sequence++)
    add_until (fixture, sequence, 1000);
  noted = note_failures (fixture, "push-2", PH_PUSH_FAILURES_MAX);

  fixture_reopen (fixture);
  g_assert_true (ph_store_load (fixture->store, on_registration, on_removed,
                                &load, &last, &last, &error));
  g_assert_cmpuint (load.waiting, ==, 2);
  g_assert_cmpuint (load.aside, ==, 1);
  g_assert_cmpuint (load.octets, ==, 3 * 4);
}

#define ADD(path, function)                                                    \
  g_test_add ("/store-pushes/" path, Fixture, NULL, set_up, function,          \
              fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("replaced", test_place_and_replaced);
  ADD ("nobody", test_nobody_replaces_nothing);
  ADD ("take", test_takes_one);
  ADD ("expire", test_expires);
  ADD ("failures", test_notes_failures);
  ADD ("aside", test_sets_aside);
  ADD ("load", test_load);
  return g_test_run ();
}
