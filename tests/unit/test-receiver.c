/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/receiver.h"

#include "core/error.h"
#include "support/fake-receiver.h"
#include "support/wait.h"

/* What the hub says to a PhReceiver reaches the one that implements it. */

typedef struct
{
  FakeReceiver *fake;
  PhReceiver *receiver; /* the same */
  PhRegistration *registration;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->fake = fake_receiver_new ();
  fixture->receiver = PH_RECEIVER (fixture->fake);
  fixture->registration = ph_registration_new (PH_REGISTRATION_APP);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ph_registration_free (fixture->registration);
  g_assert_finalize_object (fixture->fake);
}

static gboolean
deliver (Fixture *fixture, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("hello", 5);
  g_autoptr (PhPush) push =
      ph_push_new ("id", 1, 1, &(PhPushContent){ .body = body, .ttl = 60 }, 0);
  g_autoptr (GAsyncResult) result = NULL;

  ph_receiver_deliver_async (fixture->receiver, fixture->registration, push,
                             wait_take_result, &result);
  wait_until (result != NULL);
  return ph_receiver_deliver_finish (fixture->receiver, result, error);
}

static void
test_deliveries (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fake_receiver_set_window (fixture->fake, 7);
  g_assert_cmpuint (ph_receiver_get_window (fixture->receiver), ==, 7);

  g_assert_true (deliver (fixture, NULL));
  g_assert_cmpstr (fake_receiver_get_taken (fixture->fake), ==, "hello");

  fake_receiver_set_manner (fixture->fake, FAKE_FAILS);
  g_assert_false (deliver (fixture, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
}

static void
test_news (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  ph_receiver_new_endpoint_async (fixture->receiver, fixture->registration,
                                  "http://127.0.0.1:1/push/id/x",
                                  wait_take_result, &result);
  wait_until (result != NULL);
  g_assert_true (
      ph_receiver_new_endpoint_finish (fixture->receiver, result, NULL));
  g_assert_cmpstr (fake_receiver_get_endpoint (fixture->fake), ==,
                   "http://127.0.0.1:1/push/id/x");

  ph_receiver_unregistered (fixture->receiver, fixture->registration, TRUE);
  g_assert_cmpuint (fake_receiver_get_goodbyes (fixture->fake), ==, 1);
}

static void
on_available (PhReceiver *receiver, gpointer user_data)
{
  guint *n = user_data;

  g_assert_true (ph_receiver_is_available (receiver));
  (*n)++;
}

static void
test_coming_back (Fixture *fixture, gconstpointer data)
{
  guint n = 0;

  g_signal_connect (fixture->receiver, "available", G_CALLBACK (on_available),
                    &n);
  g_assert_true (ph_receiver_is_available (fixture->receiver));

  fake_receiver_set_manner (fixture->fake, FAKE_IS_ABSENT);
  g_assert_false (ph_receiver_is_available (fixture->receiver));
  g_assert_cmpuint (n, ==, 0);

  fake_receiver_set_manner (fixture->fake, FAKE_ACKNOWLEDGES);
  g_assert_cmpuint (n, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/receiver/deliveries", Fixture, NULL, set_up, test_deliveries,
              tear_down);
  g_test_add ("/receiver/news", Fixture, NULL, set_up, test_news, tear_down);
  g_test_add ("/receiver/coming-back", Fixture, NULL, set_up, test_coming_back,
              tear_down);
  return g_test_run ();
}
