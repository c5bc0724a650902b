/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub.h"

#include "support/hub-fixture.h"
#include "support/wait.h"

/* An app that the bus has not known for 90 days is told and removed, and never
 * because of one failed start. */

#define LIMIT (90 * G_TIME_SPAN_DAY)

/* The bus knows @name, or nothing. */
static gint64
look (HubFixture *fixture, const char *name)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (name != NULL)
    g_hash_table_add (names, (gpointer) name);
  return ph_hub_note_names (fixture->hub, names);
}

/* It has all the time there is, or just began to use it up. */
static gboolean
looks_patient (HubFixture *fixture)
{
  gint64 patience = look (fixture, NULL);

  return patience <= LIMIT && patience > LIMIT - G_TIME_SPAN_MINUTE;
}

static gboolean
is_registered (HubFixture *fixture)
{
  return ph_hub_find_id (fixture->hub, fixture->app) != NULL;
}

static void
test_goes_after_so_many_days (HubFixture *fixture, gconstpointer data)
{
  g_assert_true (looks_patient (fixture));
  ph_clock_advance (fixture->clock, LIMIT - G_TIME_SPAN_HOUR);
  g_assert_cmpint (look (fixture, NULL), <=, G_TIME_SPAN_HOUR);
  g_assert_true (is_registered (fixture));

  ph_clock_advance (fixture->clock, G_TIME_SPAN_HOUR);
  g_assert_cmpint (look (fixture, NULL), ==, 0);
  g_assert_false (is_registered (fixture));
  wait_until (fake_receiver_get_goodbyes (fixture->receiver) == 1);
}

static void
test_known_is_there (HubFixture *fixture, gconstpointer data)
{
  look (fixture, NULL);
  ph_clock_advance (fixture->clock, LIMIT - 1);
  g_assert_cmpint (look (fixture, "org.example.App"), ==, 0);
  ph_clock_advance (fixture->clock, LIMIT);
  g_assert_true (looks_patient (fixture));
  g_assert_true (is_registered (fixture));
}

/* A push that it takes, and registering again, show that it is there. */
static void
test_who_answers_is_there (HubFixture *fixture, gconstpointer data)
{
  look (fixture, NULL);
  ph_clock_advance (fixture->clock, LIMIT);
  hub_fixture_push_and_wait (fixture, "hello", 60);
  g_assert_true (looks_patient (fixture));

  ph_clock_advance (fixture->clock, LIMIT);
  ph_hub_announce (fixture->hub, fixture->app);
  wait_until (ph_hub_find_id (fixture->hub, fixture->app)->absent == 0);
  g_assert_true (looks_patient (fixture));
  g_assert_true (is_registered (fixture));
}

static void
test_a_failed_start_is_nothing (HubFixture *fixture, gconstpointer data)
{
  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, "hello", 60);
  g_assert_cmpint (ph_hub_find_id (fixture->hub, fixture->app)->absent, ==, 0);
}

static void
test_never_when_told_so (HubFixture *fixture, gconstpointer data)
{
  fixture->settings.forget_days = 0;
  g_assert_cmpint (look (fixture, NULL), ==, 0);
  ph_clock_advance (fixture->clock, 10 * LIMIT);
  g_assert_cmpint (look (fixture, NULL), ==, 0);
  g_assert_true (is_registered (fixture));
}

#define ADD(path, function)                                                    \
  g_test_add ("/hub-presence/" path, HubFixture, NULL, hub_fixture_set_up,     \
              function, hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("goes", test_goes_after_so_many_days);
  ADD ("known", test_known_is_there);
  ADD ("answers", test_who_answers_is_there);
  ADD ("failed-start", test_a_failed_start_is_nothing);
  ADD ("never", test_never_when_told_so);
  return g_test_run ();
}
