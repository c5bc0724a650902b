/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/registry.h"

static PhRegistration *
registration_new (gint64 id, const char *endpoint, const char *token)
{
  PhRegistration *registration = ph_registration_new (
      token != NULL ? PH_REGISTRATION_APP : PH_REGISTRATION_CLIENT);

  registration->id = id;
  registration->endpoint = g_strdup (endpoint);
  registration->token = g_strdup (token);
  return registration;
}

static void
test_found_by_all_it_is_known_by (void)
{
  g_autoptr (PhRegistry) registry = ph_registry_new ();
  PhEntry *app = ph_registry_add (registry, registration_new (2, "e2", "t2"));
  PhEntry *client =
      ph_registry_add (registry, registration_new (1, "e1", NULL));
  g_autoptr (GPtrArray) list = ph_registry_list (registry);

  g_assert_true (ph_registry_find_id (registry, 2) == app);
  g_assert_true (ph_registry_find_endpoint (registry, "e2") == app);
  g_assert_true (ph_registry_find_token (registry, "t2") == app);
  g_assert_true (ph_registry_find_endpoint (registry, "e1") == client);
  g_assert_null (ph_registry_find_token (registry, "e1"));
  g_assert_null (ph_registry_find_id (registry, 3));

  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (list->pdata[0] == client);
  g_assert_cmpuint (ph_registry_count_kind (registry, PH_REGISTRATION_APP), ==,
                    1);
  g_assert_cmpuint (ph_registry_count_kind (registry, PH_REGISTRATION_CLIENT),
                    ==, 1);
}

static void
test_replaced_under_another_endpoint (void)
{
  g_autoptr (PhRegistry) registry = ph_registry_new ();
  PhEntry *entry = ph_registry_add (registry, registration_new (1, "old", "t"));

  entry->load.waiting = 3;
  ph_registry_replace (registry, entry, registration_new (1, "new", "t"));

  g_assert_null (ph_registry_find_endpoint (registry, "old"));
  g_assert_true (ph_registry_find_endpoint (registry, "new") == entry);
  g_assert_true (ph_registry_find_id (registry, 1) == entry);
  g_assert_true (ph_registry_find_token (registry, "t") == entry);
  g_assert_cmpuint (entry->load.waiting, ==, 3);
}

static void
test_removed_is_found_no_more (void)
{
  g_autoptr (PhRegistry) registry = ph_registry_new ();
  PhEntry *entry = ph_registry_add (registry, registration_new (1, "e", "t"));
  g_autoptr (PhRegistration) removed = ph_registry_remove (registry, entry);

  g_assert_cmpstr (removed->endpoint, ==, "e");
  g_assert_null (ph_registry_find_id (registry, 1));
  g_assert_null (ph_registry_find_endpoint (registry, "e"));
  g_assert_null (ph_registry_find_token (registry, "t"));
  g_assert_cmpuint (ph_registry_count_kind (registry, PH_REGISTRATION_APP), ==,
                    0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registry/found", test_found_by_all_it_is_known_by);
  g_test_add_func ("/registry/replaced", test_replaced_under_another_endpoint);
  g_test_add_func ("/registry/removed", test_removed_is_found_no_more);
  return g_test_run ();
}
