/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/pushes.h"

#include "core/error.h"
#include "store-fixture.h"
#include "tables-fixture.h"

/* RFC 8030 section 5.4: a push replaces one of the same topic that waits. */

static void
set_up (Tables *tables, gconstpointer unused)
{
  tables_set_up (tables, unused);
  tables_add_client (tables, 7);
  tables_add_client (tables, 8);
}

/* Adds a push of @topic. Returns: (transfer full) (nullable): the identifier
 * of the one that it has replaced, at *@place. */
static char *
add (Tables *tables,
     gint64 sequence,
     gint64 registration,
     const char *topic,
     gint64 *place)
{
  g_autoptr (PhPush) push = make_push_of_topic (sequence, registration, topic);
  g_autoptr (PhPush) replaced = NULL;
  g_autoptr (GError) error = NULL;

  ph_pushes_add (tables->database, push, place, &replaced, &error);
  g_assert_no_error (error);
  return replaced != NULL ? g_strdup (replaced->id) : NULL;
}

static void
check_alone (Tables *tables,
             gint64 sequence,
             gint64 registration,
             const char *topic)
{
  gint64 place = 0;
  g_autofree char *replaced =
      add (tables, sequence, registration, topic, &place);

  g_assert_null (replaced);
  g_assert_cmpint (place, ==, sequence);
}

static void
check_left (Tables *tables, gint64 registration, const char *expected)
{
  g_autofree char *left = tables_list_pushes (tables, registration, 0, 10);

  g_assert_cmpstr (left, ==, expected);
}

static void
test_takes_row_and_place (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhPush) old = make_push_of_topic (2, 7, "topic");
  g_autoptr (PhPush) now = NULL;
  g_autoptr (PhPush) replaced = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("another", 7);
  gint64 place = 0;

  now = ph_push_new ("another", 9, 7,
                     &(PhPushContent){ .body = body,
                                       .ttl = 5,
                                       .urgency = PH_URGENCY_HIGH,
                                       .topic = "topic" },
                     1000);
  tables_add_push (tables, 1, 7);
  tables_add (tables, old);
  tables_add_push (tables, 3, 7);

  g_assert_true (
      ph_pushes_add (tables->database, now, &place, &replaced, NULL));
  g_assert_cmpint (place, ==, 2);
  assert_same_push (replaced, old);
  check_left (tables, 7, "1 2 3");

  /* All of it is the new one but the place. */
  found = ph_pushes_find (tables->database, "another", NULL);
  g_assert_cmpuint (found->len, ==, 1);
  now->sequence = 2;
  assert_same_push (found->pdata[0], now);
}

static void
test_the_old_one_is_no_more (Tables *tables, gconstpointer unused)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GPtrArray) found = NULL;
  gint64 place = 0;

  check_alone (tables, 1, 7, "topic");
  first = add (tables, 2, 7, "topic", &place);
  second = add (tables, 3, 7, "topic", &place);
  g_assert_cmpstr (first, ==, "push-1");
  g_assert_cmpstr (second, ==, "push-2");
  g_assert_cmpint (place, ==, 1);

  found = ph_pushes_find (tables->database, "push-2", NULL);
  g_assert_cmpuint (found->len, ==, 0);
  check_left (tables, 7, "1");
}

static void
test_other_topics_are_others (Tables *tables, gconstpointer unused)
{
  check_alone (tables, 1, 7, "topic");
  check_alone (tables, 2, 7, "Topic");
  check_alone (tables, 3, 7, "topic=");
  check_alone (tables, 4, 8, "topic");
  check_left (tables, 7, "1 2 3");
  check_left (tables, 8, "4");
}

static void
test_no_topic_replaces_nothing (Tables *tables, gconstpointer unused)
{
  check_alone (tables, 1, 7, NULL);
  check_alone (tables, 2, 7, NULL);
  check_alone (tables, 3, 7, "topic");
  check_alone (tables, 4, 7, NULL);
  check_left (tables, 7, "1 2 3 4");
}

static void
test_what_has_gone_is_not_replaced (Tables *tables, gconstpointer unused)
{
  check_alone (tables, 1, 7, "topic");
  g_assert_true (ph_pushes_remove (tables->database, "push-1", NULL));
  check_alone (tables, 2, 7, "topic");
  check_left (tables, 7, "2");
}

/* What the app has failed was the old one. */
static void
test_failures_begin_anew (Tables *tables, gconstpointer unused)
{
  g_autofree char *replaced = NULL;
  gint64 place = 0;

  check_alone (tables, 1, 7, "topic");
  g_assert_true (ph_pushes_set_failures (tables->database, "push-1",
                                         PH_PUSH_FAILURES_MAX, NULL));
  check_left (tables, 7, "");

  replaced = add (tables, 2, 7, "topic", &place);
  g_assert_cmpstr (replaced, ==, "push-1");
  g_assert_cmpint (place, ==, 1);
  check_left (tables, 7, "1");
}

static void
test_for_nobody (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhPush) push = make_push_of_topic (2, 99, "topic");
  g_autoptr (PhPush) replaced = NULL;
  g_autoptr (GError) error = NULL;
  gint64 place = 0;

  check_alone (tables, 1, 7, "topic");
  g_assert_false (
      ph_pushes_add (tables->database, push, &place, &replaced, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_NOT_FOUND);
  g_assert_null (replaced);
  check_left (tables, 7, "1");
}

#define ADD(path, function)                                                    \
  g_test_add ("/pushes-topic/" path, Tables, NULL, set_up, function,           \
              tables_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("row-and-place", test_takes_row_and_place);
  ADD ("old-one", test_the_old_one_is_no_more);
  ADD ("others", test_other_topics_are_others);
  ADD ("none", test_no_topic_replaces_nothing);
  ADD ("gone", test_what_has_gone_is_not_replaced);
  ADD ("failures", test_failures_begin_anew);
  ADD ("nobody", test_for_nobody);
  return g_test_run ();
}
