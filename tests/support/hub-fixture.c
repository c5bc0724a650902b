/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/hub-fixture.h"

#include "support/wait.h"

#include <string.h>

static PhReceiver *
get_receiver (const PhRegistration *registration, gpointer user_data)
{
  return g_object_ref (PH_RECEIVER (user_data));
}

void
hub_fixture_set_up (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhRegistration) wanted = hub_fixture_wanted ("token", NULL);

  fixture->clock = ph_clock_new ();
  fixture->store = ph_store_open (NULL, &error);
  g_assert_no_error (error);
  fixture->settings = (PhSettings){
    .waiting_max = 5000,
    .octets_max = 16 * 1024 * 1024,
    .disk_max = 64,
    .forget_days = 90,
  };
  fixture->hub =
      ph_hub_new (fixture->store, fixture->clock, &fixture->settings);
  fixture->receiver = fake_receiver_new ();
  ph_hub_set_receiver_func (fixture->hub, PH_REGISTRATION_APP, get_receiver,
                            fixture->receiver);
  g_assert_true (ph_hub_load (fixture->hub, &error));
  ph_hub_set_base_url (fixture->hub, "http://127.0.0.1:1");
  ph_hub_start (fixture->hub);

  fixture->app = hub_fixture_register (fixture, wanted, &error);
  g_assert_no_error (error);
}

void
hub_fixture_tear_down (HubFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) stopped = NULL;

  ph_hub_stop_async (fixture->hub, wait_take_result, &stopped);
  wait_until (stopped != NULL);
  g_assert_true (ph_hub_stop_finish (fixture->hub, stopped, NULL));
  g_clear_object (&stopped);

  ph_store_close (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->hub);
  g_assert_finalize_object (fixture->receiver);
  g_assert_finalize_object (fixture->store);
  ph_clock_free (fixture->clock);
}

PhRegistration *
hub_fixture_wanted (const char *token, const char *vapid)
{
  PhRegistration *wanted = ph_registration_new (PH_REGISTRATION_APP);

  wanted->version = 2;
  wanted->service = g_strdup ("org.example.App");
  wanted->token = g_strdup (token);
  wanted->description = g_strdup ("An example");
  wanted->vapid = g_strdup (vapid);
  return wanted;
}

gint64
hub_fixture_register (HubFixture *fixture,
                      const PhRegistration *wanted,
                      GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ph_hub_register_async (fixture->hub, wanted, wait_take_result, &result);
  wait_until (result != NULL);
  return ph_hub_register_finish (fixture->hub, result, error);
}

gboolean
hub_fixture_unregister (HubFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  ph_hub_unregister_async (fixture->hub, fixture->app, TRUE, wait_take_result,
                           &result);
  wait_until (result != NULL);
  return ph_hub_unregister_finish (fixture->hub, result, NULL);
}

char *
hub_fixture_endpoint (HubFixture *fixture)
{
  return g_strdup (ph_hub_find_id (fixture->hub, fixture->app)->endpoint);
}

void
hub_fixture_push (HubFixture *fixture,
                  const char *body,
                  guint32 ttl,
                  GAsyncResult **result)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autofree char *endpoint = hub_fixture_endpoint (fixture);
  PhPushContent content = {
    .body = bytes,
    .ttl = ttl,
    .urgency = PH_URGENCY_NORMAL,
  };

  ph_hub_accept_async (fixture->hub, endpoint, &content, wait_take_result,
                       result);
}

PhPush *
hub_fixture_push_content (HubFixture *fixture, const PhPushContent *content)
{
  g_autofree char *endpoint = hub_fixture_endpoint (fixture);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PhPush *push = NULL;

  ph_hub_accept_async (fixture->hub, endpoint, content, wait_take_result,
                       &result);
  wait_until (result != NULL);
  push = ph_hub_accept_finish (fixture->hub, result, &error);
  g_assert_no_error (error);
  return push;
}

void
hub_fixture_push_and_wait (HubFixture *fixture, const char *body, guint32 ttl)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PhPush) push = NULL;

  hub_fixture_push (fixture, body, ttl, &result);
  wait_until (result != NULL);
  push = ph_hub_accept_finish (fixture->hub, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (push->ttl, ==, ttl);
}

guint
hub_fixture_waiting (HubFixture *fixture)
{
  PhRegistrationStatus status = { 0 };

  ph_hub_get_registration_status (fixture->hub, fixture->app, &status);
  ph_registration_status_clear (&status);
  return status.load.waiting;
}

void
hub_fixture_expect_load (HubFixture *fixture, guint waiting, guint aside)
{
  PhRegistrationStatus status = { 0 };

  ph_hub_get_registration_status (fixture->hub, fixture->app, &status);
  g_assert_cmpuint (status.load.waiting, ==, waiting);
  g_assert_cmpuint (status.load.aside, ==, aside);
  g_assert_cmpuint (status.load.octets > 0, ==, waiting + aside > 0);
  ph_registration_status_clear (&status);
}

guint
hub_fixture_stored (HubFixture *fixture)
{
  const PhPage page = { .registration = fixture->app, .limit = G_MAXINT };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) pushes = NULL;

  ph_store_read_pushes_async (fixture->store, &page, wait_take_result, &result);
  wait_until (result != NULL);
  pushes = ph_store_find_pushes_finish (fixture->store, result, NULL);
  return pushes->len;
}
