/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/manager-timeline.h"

#include "bus/manager.h"
#include "core/names.h"
#include "support/edge-fixture.h"
#include "support/wait.h"

/* data/dbus/org.pushhub.Manager1.xml: ListPushes, GetTimeline. */

typedef struct
{
  EdgeFixture edge;
  PhManager *manager;
  PhTimeline *timeline;
  gint64 app;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const PhManagerInfo info = { .since = 1 };

  edge_fixture_set_up (&fixture->edge, data);
  fixture->manager = ph_manager_new (fixture->edge.hub.hub, &info);
  fixture->timeline = ph_hub_get_timeline (fixture->edge.hub.hub);
  fixture->app = fixture->edge.hub.app;
  g_assert_true (
      ph_manager_export (fixture->manager, fixture->edge.session.hub, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ph_manager_unexport (fixture->manager);
  g_object_unref (fixture->manager);
  edge_fixture_tear_down (&fixture->edge, data);
}

static GVariant *
call (Fixture *fixture, const char *method, GVariant *arguments)
{
  g_autofree char *text =
      session_fixture_call (&fixture->edge.session, PH_MANAGER_PATH,
                            PH_MANAGER_INTERFACE, method, arguments, NULL);
  g_autoptr (GVariant) answer =
      g_variant_parse (G_VARIANT_TYPE ("(aa{sv})"), text, NULL, NULL, NULL);

  return g_variant_get_child_value (answer, 0);
}

static void
add_strings (GString *text, GVariant *entry, const char *const *keys)
{
  for (; *keys != NULL; keys++)
    {
      const char *value = NULL;

      g_assert_true (g_variant_lookup (entry, *keys, "&s", &value));
      g_string_append_printf (text, "%s ", value);
    }
}

/* Returns: (transfer full): the strings called @keys of all entries. */
static char *
read_strings (GVariant *list, const char *const *keys)
{
  GString *text = g_string_new (NULL);
  GVariantIter iter;
  GVariant *entry = NULL;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_loop (&iter, "@a{sv}", &entry))
    {
      add_strings (text, entry, keys);
      g_string_append (text, "; ");
    }

  return g_string_free (text, FALSE);
}

static void
expect_steps (Fixture *fixture, const char *push, const char *expected)
{
  static const char *const keys[] = { "step", "detail", NULL };
  g_autoptr (GVariant) events =
      call (fixture, "GetTimeline", g_variant_new ("(s)", push));
  g_autofree char *steps = read_strings (events, keys);

  g_assert_cmpstr (steps, ==, expected);
}

static void
expect_pushes (Fixture *fixture, const char *expected)
{
  static const char *const keys[] = { "push", "service", "step", NULL };
  g_autoptr (GVariant) list = call (fixture, "ListPushes", NULL);
  g_autofree char *pushes = read_strings (list, keys);

  g_assert_cmpstr (pushes, ==, expected);
}

static void
expect_unknown (Fixture *fixture, const char *push)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *answer = session_fixture_call (
      &fixture->edge.session, PH_MANAGER_PATH, PH_MANAGER_INTERFACE,
      "GetTimeline", g_variant_new ("(s)", push), &error);
  g_autofree char *name = g_dbus_error_get_remote_error (error);

  g_assert_null (answer);
  g_assert_cmpstr (name, ==, "org.pushhub.Error.NotFound");
}

static void
add (Fixture *fixture, PhEventStep step, const char *push, const char *detail)
{
  ph_timeline_add (fixture->timeline, step, fixture->app, push, detail);
}

static void
test_nothing_yet (Fixture *fixture, gconstpointer data)
{
  expect_pushes (fixture, "");
  expect_unknown (fixture, "never");
  expect_unknown (fixture, "");
  expect_unknown (fixture, PH_EVENT_ALL);
}

static void
test_every_step (Fixture *fixture, gconstpointer data)
{
  add (fixture, PH_EVENT_RECEIVED, "a", NULL);
  add (fixture, PH_EVENT_RECEIVED, "b", NULL);
  add (fixture, PH_EVENT_WAITING, "a", "nobody there");
  add (fixture, PH_EVENT_ACKNOWLEDGED, "b", NULL);

  expect_steps (fixture, "a", "received  ; waiting nobody there ; ");
  expect_steps (fixture, "b", "received  ; acknowledged  ; ");
  expect_pushes (fixture, "b org.example.App acknowledged ; "
                          "a org.example.App waiting ; ");
}

static void
test_findings_are_counted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GVariant) newest = NULL;
  g_autoptr (GVariant) oldest = NULL;
  guint32 findings = 0;
  gint64 registration = 0;
  gint64 received = 0;

  add (fixture, PH_EVENT_RECEIVED, "a", NULL);
  add (fixture, PH_EVENT_JUDGED, "a", "one\ntwo\nthree");
  add (fixture, PH_EVENT_REFUSED, "b", "why");
  list = call (fixture, "ListPushes", NULL);
  newest = g_variant_get_child_value (list, 0);
  oldest = g_variant_get_child_value (list, 1);

  g_assert_true (g_variant_lookup (oldest, "findings", "u", &findings));
  g_assert_cmpuint (findings, ==, 3);
  g_assert_true (g_variant_lookup (newest, "findings", "u", &findings));
  g_assert_cmpuint (findings, ==, 0);
  g_assert_true (g_variant_lookup (newest, "registration", "x", &registration));
  g_assert_cmpint (registration, ==, fixture->app);
  g_assert_true (g_variant_lookup (newest, "received", "x", &received));
  g_assert_cmpint (received, <=, ph_clock_now (fixture->edge.hub.clock));
  g_assert_cmpint (received, >, 0);
}

/* What happens to all that wait happens to each, and to no other. */
static void
test_all_of_a_registration (Fixture *fixture, gconstpointer data)
{
  add (fixture, PH_EVENT_RECEIVED, "gone", NULL);
  add (fixture, PH_EVENT_ACKNOWLEDGED, "gone", NULL);
  add (fixture, PH_EVENT_REFUSED, "refused", "why");
  add (fixture, PH_EVENT_RECEIVED, "waits", NULL);
  ph_timeline_add (fixture->timeline, PH_EVENT_RECEIVED, 99, "other", NULL);
  add (fixture, PH_EVENT_REMOVED, PH_EVENT_ALL, NULL);
  add (fixture, PH_EVENT_RECEIVED, "later", NULL);

  expect_steps (fixture, "gone", "received  ; acknowledged  ; ");
  expect_steps (fixture, "refused", "refused why ; ");
  expect_steps (fixture, "waits", "received  ; removed  ; ");
  expect_steps (fixture, "later", "received  ; ");
  expect_pushes (fixture, "later org.example.App received ; "
                          "other  received ; "
                          "waits org.example.App removed ; "
                          "refused org.example.App refused ; "
                          "gone org.example.App acknowledged ; ");
}

#define ADD(path, function)                                                    \
  g_test_add ("/manager-timeline/" path, Fixture, NULL, set_up, function,      \
              tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("nothing", test_nothing_yet);
  ADD ("steps", test_every_step);
  ADD ("findings", test_findings_are_counted);
  ADD ("all", test_all_of_a_registration);
  return g_test_run ();
}
