/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/app-start.h"

#include "core/error.h"
#include "fake-bus.h"
#include "support/wait.h"

#define NAME "org.example.App"

typedef struct
{
  FakeBus bus;
  PhAppStart *start;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fake_bus_set_up (&fixture->bus, data);
  fixture->start = ph_app_start_new (fixture->bus.hub, NAME);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ph_app_start_free (fixture->start);
  fake_bus_tear_down (&fixture->bus, data);
}

static void
answer_with (Fixture *fixture, const char *error)
{
  const FakeAnswer answers[] = { { NULL, FAKE_BUS, error } };

  fake_bus_set_answers (&fixture->bus, answers);
}

static void
begin (Fixture *fixture, GAsyncResult **result)
{
  ph_app_start_async (fixture->start, wait_take_result, result);
}

static gboolean
end (Fixture *fixture, GAsyncResult **result, GError **error)
{
  gboolean started = FALSE;

  wait_until (*result != NULL);
  started = ph_app_start_finish (fixture->start, *result, error);
  g_clear_object (result);
  return started;
}

static void
expect_start (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture, &result);
  g_assert_true (end (fixture, &result, &error));
  g_assert_no_error (error);
}

static void
test_those_who_ask_share_one (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) other = NULL;
  g_autoptr (GDBusMessage) call = NULL;

  answer_with (fixture, NULL);
  begin (fixture, &one);
  begin (fixture, &other);
  g_assert_true (end (fixture, &one, NULL));
  g_assert_true (end (fixture, &other, NULL));

  call = fake_bus_take_call (&fixture->bus, "StartServiceByName");
  g_assert_cmpstr (g_dbus_message_get_arg0 (call), ==, NAME);
  fake_bus_expect_no_call (&fixture->bus);
}

static void
test_all_hear_of_a_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) other = NULL;
  g_autoptr (GError) error_of_one = NULL;
  g_autoptr (GError) error_of_other = NULL;

  answer_with (fixture, "org.freedesktop.DBus.Error.Spawn.ChildExited");
  begin (fixture, &one);
  begin (fixture, &other);
  g_assert_false (end (fixture, &one, &error_of_one));
  g_assert_false (end (fixture, &other, &error_of_other));
  g_assert_error (error_of_one, PH_ERROR, PH_ERROR_UNREACHABLE);
  g_assert_error (error_of_other, PH_ERROR, PH_ERROR_UNREACHABLE);

  answer_with (fixture, NULL);
  expect_start (fixture);
}

/* One that starts and goes must not be started again and again. */
static void
test_app_that_goes_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  answer_with (fixture, NULL);
  expect_start (fixture);
  begin (fixture, &result);
  g_assert_false (end (fixture, &result, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  g_object_unref (fake_bus_take_call (&fixture->bus, "StartServiceByName"));
  fake_bus_expect_no_call (&fixture->bus);
}

static void
test_app_that_did_its_work (Fixture *fixture, gconstpointer data)
{
  answer_with (fixture, NULL);
  expect_start (fixture);
  ph_app_start_was_of_use (fixture->start);
  expect_start (fixture);
}

#define ADD(path, function)                                                    \
  g_test_add ("/app-start/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("one-for-all", test_those_who_ask_share_one);
  ADD ("fails-for-all", test_all_hear_of_a_failure);
  ADD ("goes-at-once", test_app_that_goes_at_once);
  ADD ("did-its-work", test_app_that_did_its_work);
  return g_test_run ();
}
