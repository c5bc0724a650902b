/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/distributor1.h"
#include "bus/distributor2.h"

#include "core/names.h"
#include "support/edge-fixture.h"
#include "support/register.h"

/* contracts/dbus.md, "Register": what is answered when it fails. What needs an
 * app that is called back is told in the flow tests. */

static char *
register1 (EdgeFixture *fixture,
           const char *service,
           const char *token,
           GError **error)
{
  return session_fixture_call (
      &fixture->session, PH_DISTRIBUTOR_PATH, PH_DISTRIBUTOR1_INTERFACE,
      "Register", g_variant_new ("(sss)", service, token, ""), error);
}

static char *
register2 (EdgeFixture *fixture, const char *args, GError **error)
{
  return session_fixture_call (&fixture->session, PH_DISTRIBUTOR_PATH,
                               PH_DISTRIBUTOR2_INTERFACE, "Register",
                               g_variant_new_parsed (args), error);
}

typedef struct
{
  GDBusInterfaceSkeleton *version1;
  GDBusInterfaceSkeleton *version2;
} Exported;

static Exported
export_both (EdgeFixture *fixture)
{
  Exported exported = {
    ph_distributor1_export (fixture->hub.hub, fixture->session.hub, NULL),
    ph_distributor2_export (fixture->hub.hub, fixture->session.hub, NULL),
  };

  return exported;
}

static void
unexport_both (Exported *exported)
{
  g_dbus_interface_skeleton_unexport (exported->version1);
  g_dbus_interface_skeleton_unexport (exported->version2);
  g_object_unref (exported->version1);
  g_object_unref (exported->version2);
}

static void
test_reasons (EdgeFixture *fixture, gconstpointer data)
{
  Exported exported = export_both (fixture);
  g_autofree char *taken =
      register1 (fixture, "org.example.Other", "token", NULL);
  g_autofree char *taken2 = register2 (
      fixture, "({'service': <'org.example.Other'>, 'token': <'token'>},)",
      NULL);
  g_autofree char *unsaved = NULL;
  g_autofree char *unsaved2 = NULL;

  g_assert_cmpstr (taken, ==, "('REGISTRATION_FAILED', 'UNAUTHORIZED')");
  g_assert_cmpstr (taken2, ==,
                   "({'success': <'REGISTRATION_FAILED'>, "
                   "'reason': <'UNAUTHORIZED'>},)");

  ph_store_close (fixture->hub.store);
  unsaved = register1 (fixture, "org.example.App", "new", NULL);
  unsaved2 = register2 (
      fixture, "({'service': <'org.example.App'>, 'token': <'new'>},)", NULL);
  g_assert_cmpstr (unsaved, ==, "('REGISTRATION_FAILED', 'INTERNAL_ERROR')");
  g_assert_cmpstr (unsaved2, ==,
                   "({'success': <'REGISTRATION_FAILED'>, "
                   "'reason': <'INTERNAL_ERROR'>},)");
  unexport_both (&exported);
}

/* A key that is none is a broken rule, as ever; version 1 has no key. */
static void
test_demanded_key (EdgeFixture *fixture, gconstpointer data)
{
  Exported exported = export_both (fixture);
  g_autofree char *without1 = NULL;
  g_autofree char *without2 = NULL;
  g_autofree char *with = NULL;
  g_autofree char *broken = NULL;
  g_autoptr (GError) error = NULL;

  fixture->hub.settings.demand_vapid = TRUE;
  without1 = register1 (fixture, "org.example.App", "new", NULL);
  without2 = register2 (
      fixture, "({'service': <'org.example.App'>, 'token': <'new'>},)", NULL);
  broken = register2 (fixture,
                      "({'service': <'org.example.App'>, 'token': <'new'>, "
                      "'vapid': <''>},)",
                      &error);
  g_assert_cmpstr (without1, ==, "('REGISTRATION_FAILED', 'VAPID_REQUIRED')");
  g_assert_cmpstr (without2, ==,
                   "({'success': <'REGISTRATION_FAILED'>, "
                   "'reason': <'VAPID_REQUIRED'>},)");
  g_assert_null (broken);
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
  g_assert_null (ph_hub_find_token (fixture->hub.hub, "new"));

  with = register2 (fixture,
                    "({'service': <'org.example.App'>, 'token': <'new'>, "
                    "'vapid': <'" VAPID_KEY "'>},)",
                    NULL);
  g_assert_cmpstr (with, ==, "({'success': <'REGISTRATION_SUCCEEDED'>},)");
  g_assert_nonnull (ph_hub_find_token (fixture->hub.hub, "new"));
  unexport_both (&exported);
}

static void
test_broken_rules (EdgeFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *args;
    const char *field;
  } wrong[] = {
    { "({'token': <'t'>},)", "service: is missing" },
    { "({'service': <'org.example.App'>},)", "token: is missing" },
    { "({'service': <uint32 7>, 'token': <'t'>},)", "service: must be a str" },
    { "({'service': <':1.5'>, 'token': <'t'>},)", "service: must be" },
    { "({'service': <'org.example.App'>, 'token': <''>},)", "token: must not" },
    { "({'service': <'org.example.App'>, 'token': <'t'>, 'vapid': <'x'>},)",
      "vapid: " },
    { "({'service': <'org.example.App'>, 'token': <'t'>, "
      "'description': <['x']>},)",
      "description: must be a string" },
  };
  Exported exported = export_both (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *answer = register2 (fixture, wrong[i].args, &error);

      g_assert_null (answer);
      g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
      g_assert_nonnull (g_strstr_len (error->message, -1, wrong[i].field));
    }
  g_assert_null (ph_hub_find_token (fixture->hub.hub, "t"));
  unexport_both (&exported);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/enrolment/reasons", EdgeFixture, NULL, edge_fixture_set_up,
              test_reasons, edge_fixture_tear_down);
  g_test_add ("/enrolment/demanded-key", EdgeFixture, NULL, edge_fixture_set_up,
              test_demanded_key, edge_fixture_tear_down);
  g_test_add ("/enrolment/broken-rules", EdgeFixture, NULL, edge_fixture_set_up,
              test_broken_rules, edge_fixture_tear_down);
  return g_test_run ();
}
