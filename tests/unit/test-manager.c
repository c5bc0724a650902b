/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/manager.h"

#include "core/names.h"
#include "support/edge-fixture.h"
#include "support/wait.h"

/* data/dbus/org.pushhub.Manager1.xml */

static const char *const addresses[] = { "127.0.0.1:1", NULL };

static PhManager *
manager_begin (EdgeFixture *fixture)
{
  PhManagerInfo info = { .since = 1, .addresses = addresses };
  PhManager *manager = ph_manager_new (fixture->hub.hub, &info);

  g_assert_true (ph_manager_export (manager, fixture->session.hub, NULL));
  return manager;
}

static void
manager_end (PhManager *manager)
{
  ph_manager_unexport (manager);
  g_object_unref (manager);
}

static char *
call (EdgeFixture *fixture,
      const char *method,
      GVariant *arguments,
      GError **error)
{
  return session_fixture_call (&fixture->session, PH_MANAGER_PATH,
                               PH_MANAGER_INTERFACE, method, arguments, error);
}

static void
assert_has (const char *text, const char *part)
{
  if (g_strstr_len (text, -1, part) == NULL)
    g_error ("%s is missing in %s", part, text);
}

static void
test_tells_no_token (EdgeFixture *fixture, gconstpointer data)
{
  PhManager *manager = manager_begin (fixture);
  g_autofree char *status = call (fixture, "GetStatus", NULL, NULL);
  g_autofree char *list = call (fixture, "ListRegistrations", NULL, NULL);

  assert_has (status, "'registrations': <uint32 1>");
  assert_has (status, "'ephemeral': <true>");
  assert_has (status, "'addresses': <['127.0.0.1:1']>");
  assert_has (list, "'service': <'org.example.App'>");
  g_assert_null (g_strstr_len (list, -1, "'token"));
  manager_end (manager);
}

static void
test_says_what_needs_attention (EdgeFixture *fixture, gconstpointer data)
{
  PhManager *manager = manager_begin (fixture);
  g_autofree char *status = NULL;

  fake_receiver_set_manner (fixture->hub.receiver, FAKE_FAILS);
  hub_fixture_push_and_wait (&fixture->hub, "hello", 60);
  status = call (fixture, "GetStatus", NULL, NULL);
  assert_has (status, "'waiting': <uint32 1>");
  assert_has (status, "Pushes wait for registration 1: Broken.");
  manager_end (manager);
}

/* An app that is refused for it learns only ACTION_REQUIRED. */
static void
test_says_that_a_limit_is_reached (EdgeFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) client =
      ph_registration_new (PH_REGISTRATION_CLIENT);
  PhManager *manager = manager_begin (fixture);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (guint i = 1; i < PH_CLIENTS_MAX; i++)
    ph_hub_register_async (fixture->hub.hub, client, NULL, NULL);
  before = call (fixture, "GetStatus", NULL, NULL);
  assert_has (before, "'attention': <@as []>");

  g_assert_cmpint (hub_fixture_register (&fixture->hub, client, NULL), >, 0);
  after = call (fixture, "GetStatus", NULL, NULL);
  assert_has (after, "The limit of 1000 registrations of the client API");
  manager_end (manager);
}

static void
test_unregisters (EdgeFixture *fixture, gconstpointer data)
{
  PhManager *manager = manager_begin (fixture);
  g_autofree char *done = call (fixture, "Unregister",
                                g_variant_new ("(x)", fixture->hub.app), NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *again = call (
      fixture, "Unregister", g_variant_new ("(x)", fixture->hub.app), &error);
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  g_assert_cmpstr (done, ==, "()");
  g_assert_null (again);
  g_assert_cmpstr (name, ==, "org.pushhub.Error.NotFound");
  g_assert_cmpuint (fake_receiver_get_goodbyes (fixture->hub.receiver), ==, 1);
  manager_end (manager);
}

static void
begin_wait (EdgeFixture *fixture, const char *push, GAsyncResult **waited)
{
  g_dbus_connection_call (
      fixture->session.app,
      g_dbus_connection_get_unique_name (fixture->session.hub), PH_MANAGER_PATH,
      PH_MANAGER_INTERFACE, "WaitForPush", g_variant_new ("(s)", push), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, wait_take_result, waited);
}

/* WaitForPush answers when the push has ended, before or after the call. */
static void
test_waits_for_a_push (EdgeFixture *fixture, gconstpointer data)
{
  PhManager *manager = manager_begin (fixture);
  g_autoptr (GAsyncResult) pushed = NULL;
  g_autoptr (GAsyncResult) waited = NULL;
  g_autoptr (PhPush) push = NULL;
  g_autoptr (GVariant) answer = NULL;
  g_autofree char *after = NULL;
  const char *outcome = NULL;

  fake_receiver_set_manner (fixture->hub.receiver, FAKE_KEEPS_SILENT);
  hub_fixture_push (&fixture->hub, "hello", 60, &pushed);
  wait_until (pushed != NULL);
  push = ph_hub_accept_finish (fixture->hub.hub, pushed, NULL);
  begin_wait (fixture, push->id, &waited);
  g_free (call (fixture, "GetStatus", NULL, NULL));
  g_assert_null (waited);

  fake_receiver_answer (fixture->hub.receiver, TRUE);
  wait_until (waited != NULL);
  answer = g_dbus_connection_call_finish (fixture->session.app, waited, NULL);
  g_variant_get (answer, "(&s)", &outcome);
  g_assert_cmpstr (outcome, ==, "acknowledged");

  after = call (fixture, "WaitForPush", g_variant_new ("(s)", push->id), NULL);
  g_assert_cmpstr (after, ==, "('acknowledged',)");
  manager_end (manager);
}

/* A push in the store ends with its registration, and so does the wait. */
static void
test_wait_ends_with_the_registration (EdgeFixture *fixture, gconstpointer data)
{
  PhManager *manager = manager_begin (fixture);
  g_autoptr (GAsyncResult) pushed = NULL;
  g_autoptr (GAsyncResult) waited = NULL;
  g_autoptr (PhPush) push = NULL;
  g_autoptr (GVariant) answer = NULL;
  const char *outcome = NULL;

  fake_receiver_set_manner (fixture->hub.receiver, FAKE_IS_ABSENT);
  hub_fixture_push (&fixture->hub, "hello", 60, &pushed);
  wait_until (pushed != NULL);
  push = ph_hub_accept_finish (fixture->hub.hub, pushed, NULL);

  begin_wait (fixture, push->id, &waited);
  g_free (call (fixture, "Unregister", g_variant_new ("(x)", fixture->hub.app),
                NULL));
  wait_until (waited != NULL);
  answer = g_dbus_connection_call_finish (fixture->session.app, waited, NULL);
  g_variant_get (answer, "(&s)", &outcome);
  g_assert_cmpstr (outcome, ==, "removed");
  manager_end (manager);
}

static void
test_unknown_push (EdgeFixture *fixture, gconstpointer data)
{
  PhManager *manager = manager_begin (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *answer =
      call (fixture, "WaitForPush", g_variant_new ("(s)", "never"), &error);
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  g_assert_null (answer);
  g_assert_cmpstr (name, ==, "org.pushhub.Error.NotFound");
  manager_end (manager);
}

#define ADD(path, function)                                                    \
  g_test_add ("/manager/" path, EdgeFixture, NULL, edge_fixture_set_up,        \
              function, edge_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("tells-no-token", test_tells_no_token);
  ADD ("attention", test_says_what_needs_attention);
  ADD ("limit", test_says_that_a_limit_is_reached);
  ADD ("unregisters", test_unregisters);
  ADD ("waits-for-a-push", test_waits_for_a_push);
  ADD ("wait-ends-with-registration", test_wait_ends_with_the_registration);
  ADD ("unknown-push", test_unknown_push);
  return g_test_run ();
}
