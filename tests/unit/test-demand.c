/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/demand.h"

#include "core/error.h"
#include "support/hub-fixture.h"

static void
expect_keyless (const PhSettings *settings,
                const PhRegistration *wanted,
                const char *lack)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ph_demand_check (settings, wanted, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_KEYLESS);
  g_assert_nonnull (g_strstr_len (error->message, -1, "demand-vapid"));
  g_assert_nonnull (g_strstr_len (error->message, -1, lack));
}

static void
test_usually_nothing (void)
{
  const PhSettings settings = { .demand_vapid = FALSE };
  g_autoptr (PhRegistration) app = hub_fixture_wanted ("token", NULL);
  g_autoptr (PhRegistration) client =
      ph_registration_new (PH_REGISTRATION_CLIENT);

  g_assert_true (ph_demand_check (&settings, app, NULL));
  g_assert_true (ph_demand_check (&settings, client, NULL));
}

/* Who cannot bring a key is told so. */
static void
test_a_key (void)
{
  const PhSettings settings = { .demand_vapid = TRUE };
  g_autoptr (PhRegistration) keyed = hub_fixture_wanted ("token", "a key");
  g_autoptr (PhRegistration) app = hub_fixture_wanted ("token", NULL);
  g_autoptr (PhRegistration) client =
      ph_registration_new (PH_REGISTRATION_CLIENT);

  g_assert_true (ph_demand_check (&settings, keyed, NULL));
  expect_keyless (&settings, app, "this one has none");
  app->version = 1;
  expect_keyless (&settings, app, "version 1");
  expect_keyless (&settings, client, "the client API has none");
}

/* Nothing changes for a registration that is there: not by a call without a
 * key, even if it has one. */
static void
test_what_is_there_stays (HubFixture *fixture, gconstpointer data)
{
  static const char *const keys[] = { NULL, "a key" };
  g_autoptr (PhRegistration) again = hub_fixture_wanted ("token", NULL);

  g_free (again->description);
  again->description = g_strdup ("Another description");
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (PhRegistration) wanted = hub_fixture_wanted ("token", keys[i]);
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      fixture->settings.demand_vapid = FALSE;
      g_assert_cmpint (hub_fixture_register (fixture, wanted, NULL), ==,
                       fixture->app);
      before = hub_fixture_endpoint (fixture);

      fixture->settings.demand_vapid = TRUE;
      g_assert_cmpint (hub_fixture_register (fixture, again, &error), ==, 0);
      g_assert_error (error, PH_ERROR, PH_ERROR_KEYLESS);
      after = hub_fixture_endpoint (fixture);
      g_assert_cmpstr (after, ==, before);
      g_assert_cmpstr (ph_hub_find_id (fixture->hub, fixture->app)->description,
                       ==, "An example");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demand/usually-nothing", test_usually_nothing);
  g_test_add_func ("/demand/a-key", test_a_key);
  g_test_add ("/demand/what-is-there-stays", HubFixture, NULL,
              hub_fixture_set_up, test_what_is_there_stays,
              hub_fixture_tear_down);
  return g_test_run ();
}
