/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/distributor.h"

#include "core/names.h"
#include "support/edge-fixture.h"
#include "support/wait.h"

/* What both interfaces answer is in test-enrolment.c. */

typedef struct
{
  EdgeFixture edge;
  PhDistributor *distributor; /* NULL once freed */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  edge_fixture_set_up (&fixture->edge, data);
  fixture->distributor =
      ph_distributor_new (fixture->edge.hub.hub, fixture->edge.session.hub);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->distributor, ph_distributor_free);
  edge_fixture_tear_down (&fixture->edge, data);
}

static PhReceiver *
get_receiver (Fixture *fixture, const char *service)
{
  g_autoptr (PhRegistration) app = ph_registration_new (PH_REGISTRATION_APP);

  app->service = g_strdup (service);
  return ph_distributor_get_receiver (app, fixture->distributor);
}

static char *
introspect (Fixture *fixture)
{
  return session_fixture_call (&fixture->edge.session, PH_DISTRIBUTOR_PATH,
                               "org.freedesktop.DBus.Introspectable",
                               "Introspect", NULL, NULL);
}

static gboolean
has (const char *text, const char *part)
{
  return text != NULL && strstr (text, part) != NULL;
}

/* The Qt connector looks for the newer interface there, else it speaks the
 * older one. */
static void
test_both_versions_on_one_object (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = introspect (fixture);
  g_autofree char *while_exported = NULL;
  g_autofree char *after = NULL;

  g_assert_false (has (before, "org.unifiedpush"));
  g_assert_true (ph_distributor_export (fixture->distributor, &error));
  g_assert_no_error (error);
  while_exported = introspect (fixture);
  g_assert_true (has (while_exported, PH_DISTRIBUTOR1_INTERFACE));
  g_assert_true (has (while_exported, PH_DISTRIBUTOR2_INTERFACE));

  g_clear_pointer (&fixture->distributor, ph_distributor_free);
  after = introspect (fixture);
  g_assert_false (has (after, "org.unifiedpush"));
}

static void
test_one_receiver_a_bus_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PhReceiver) one = get_receiver (fixture, "org.example.One");
  g_autoptr (PhReceiver) again = get_receiver (fixture, "org.example.One");
  g_autoptr (PhReceiver) other = get_receiver (fixture, "org.example.Other");

  g_assert_true (again == one);
  g_assert_true (other != one);
}

static void
test_a_receiver_that_went_is_made_anew (Fixture *fixture, gconstpointer data)
{
  PhReceiver *gone = get_receiver (fixture, "org.example.One");
  g_autoptr (PhReceiver) present = NULL;

  g_assert_finalize_object (gone);
  present = get_receiver (fixture, "org.example.One");
  g_assert_true (PH_IS_RECEIVER (present));
  g_assert_true (ph_receiver_is_available (present));
}

static void
test_receivers_outlive_the_distributor (Fixture *fixture, gconstpointer data)
{
  PhReceiver *receiver = get_receiver (fixture, "org.example.One");

  g_clear_pointer (&fixture->distributor, ph_distributor_free);
  g_assert_true (ph_receiver_is_available (receiver));
  g_assert_finalize_object (receiver);
}

#define ADD(path, function)                                                    \
  g_test_add ("/distributor/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("both-versions", test_both_versions_on_one_object);
  ADD ("one-receiver-a-name", test_one_receiver_a_bus_name);
  ADD ("made-anew", test_a_receiver_that_went_is_made_anew);
  ADD ("outlive", test_receivers_outlive_the_distributor);
  return g_test_run ();
}
