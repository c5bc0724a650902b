/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/attention.h"

#include "support/hub-fixture.h"
#include "support/wait.h"

static void
check_status (PhHub *hub, const PhHubStatus *status, const char *expected)
{
  g_autoptr (GVariant) sentences =
      g_variant_ref_sink (ph_attention_describe (hub, status));
  g_autofree const char **list = g_variant_get_strv (sentences, NULL);
  g_autofree char *text = g_strjoinv ("\n", (char **) list);

  g_assert_cmpstr (text, ==, expected);
}

static void
check (PhHub *hub, const char *expected)
{
  PhHubStatus status = { 0 };

  ph_hub_get_status (hub, &status);
  check_status (hub, &status, expected);
  ph_hub_status_clear (&status);
}

/* Nor does a push that waits for an app which is just not there. */
static void
test_nothing (HubFixture *fixture, gconstpointer data)
{
  check (fixture->hub, "");
  fake_receiver_set_manner (fixture->receiver, FAKE_IS_ABSENT);
  hub_fixture_push_and_wait (fixture, "hello", 60);
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 1);
  check (fixture->hub, "");
}

static void
test_pushes_wait (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *sentence = g_strdup_printf (
      "Pushes wait for registration %" G_GINT64_FORMAT ": Broken.",
      fixture->app);

  fake_receiver_set_manner (fixture->receiver, FAKE_FAILS);
  hub_fixture_push_and_wait (fixture, "hello", 60);
  check (fixture->hub, sentence);

  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  ph_hub_announce (fixture->hub, fixture->app);
  wait_until (hub_fixture_waiting (fixture) == 0);
  check (fixture->hub, "");
}

/* Delivers until a push is set aside. */
static void
fail_often (HubFixture *fixture)
{
  guint waiting = hub_fixture_waiting (fixture);

  while (hub_fixture_waiting (fixture) == waiting)
    {
      guint calls = fake_receiver_get_calls (fixture->receiver);

      ph_hub_announce (fixture->hub, fixture->app);
      wait_until (fake_receiver_get_calls (fixture->receiver) > calls ||
                  hub_fixture_waiting (fixture) < waiting);
      hub_fixture_stored (fixture);
    }
}

/* That is said rather than that others wait. */
static void
test_set_aside (HubFixture *fixture, gconstpointer data)
{
  g_autofree char *begin = g_strdup_printf (
      "Pushes for registration %" G_GINT64_FORMAT
      " were set aside, because its app failed them too often: 1. "
      "\"pushhub replay\" lists them. The last failure: ",
      fixture->app);
  g_autofree char *known = g_strconcat (begin, "Broken.", NULL);
  g_autofree char *unknown = g_strconcat (begin, "unknown.", NULL);
  g_autoptr (PhHub) next =
      ph_hub_new (fixture->store, fixture->clock, &fixture->settings);

  fake_receiver_set_manner (fixture->receiver, FAKE_FAILS);
  hub_fixture_push_and_wait (fixture, "poison", 60);
  hub_fixture_push_and_wait (fixture, "next", 60);
  fail_often (fixture);
  g_assert_cmpuint (hub_fixture_waiting (fixture), ==, 1);
  check (fixture->hub, known);

  /* After a start nobody knows why; all must be stored before. */
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 1);
  g_assert_true (ph_hub_load (next, NULL));
  check (next, unknown);
}

static void
test_trouble_with_the_disk (HubFixture *fixture, gconstpointer data)
{
  const PhHubStatus status = { .trouble = (char *) "No disk." };

  check_status (fixture->hub, &status,
                "No disk. Pushes that cannot be delivered at once are refused "
                "until it can.");
}

/* An app or a client that is refused for it does not tell the user. */
static void
test_a_limit (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (PhRegistration) client =
      ph_registration_new (PH_REGISTRATION_CLIENT);

  for (guint i = 1; i < PH_CLIENTS_MAX; i++)
    ph_hub_register_async (fixture->hub, client, NULL, NULL);
  check (fixture->hub, "");

  g_assert_cmpint (hub_fixture_register (fixture, client, NULL), >, 0);
  check (fixture->hub,
         "The limit of 1000 registrations of the client API is reached; "
         "remove some with \"pushhub unregister\".");
}

static void
add_trouble (HubFixture *fixture, guint i)
{
  g_autofree char *token = g_strdup_printf ("token %u", i);
  g_autoptr (PhRegistration) wanted = hub_fixture_wanted (token, NULL);
  g_autoptr (GError) error = NULL;

  fixture->app = hub_fixture_register (fixture, wanted, &error);
  g_assert_no_error (error);
  hub_fixture_push_and_wait (fixture, "hello", 60);
}

/* What concerns all comes first; then the oldest registrations. */
static void
test_no_more_than_twenty (HubFixture *fixture, gconstpointer data)
{
  const PhHubStatus status = { .trouble = (char *) "No disk." };
  g_autoptr (GVariant) sentences = NULL;
  const char *sentence = NULL;

  fake_receiver_set_manner (fixture->receiver, FAKE_FAILS);
  for (guint i = 0; i < 25; i++)
    add_trouble (fixture, i);

  sentences =
      g_variant_ref_sink (ph_attention_describe (fixture->hub, &status));
  g_assert_cmpuint (g_variant_n_children (sentences), ==, 20);
  g_variant_get_child (sentences, 0, "&s", &sentence);
  g_assert_true (g_str_has_prefix (sentence, "No disk. "));
  g_variant_get_child (sentences, 1, "&s", &sentence);
  g_assert_cmpstr (sentence, ==, "Pushes wait for registration 2: Broken.");
}

#define ADD(path, function)                                                    \
  g_test_add ("/attention/" path, HubFixture, NULL, hub_fixture_set_up,        \
              function, hub_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("nothing", test_nothing);
  ADD ("waiting", test_pushes_wait);
  ADD ("aside", test_set_aside);
  ADD ("disk", test_trouble_with_the_disk);
  ADD ("limit", test_a_limit);
  ADD ("twenty", test_no_more_than_twenty);
  return g_test_run ();
}
