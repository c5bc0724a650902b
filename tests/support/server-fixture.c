/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/server-fixture.h"

#include "support/wait.h"

static PhReceiver *
get_fake (const PhRegistration *registration, gpointer user_data)
{
  return g_object_ref (PH_RECEIVER (user_data));
}

char *
server_fixture_register (ServerFixture *fixture, PhRegistrationKind kind)
{
  g_autoptr (PhRegistration) wanted = ph_registration_new (kind);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (kind == PH_REGISTRATION_APP)
    {
      wanted->version = 2;
      wanted->service = g_strdup ("org.example.App");
      wanted->token = g_strdup ("token");
    }
  ph_hub_register_async (fixture->hub, wanted, wait_take_result, &result);
  wait_until (result != NULL);
  id = ph_hub_register_finish (fixture->hub, result, &error);
  g_assert_no_error (error);
  return g_strdup (ph_hub_find_id (fixture->hub, id)->endpoint);
}

static void
start_hub (ServerFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->clock = ph_clock_new ();
  fixture->store = ph_store_open (NULL, &error);
  g_assert_no_error (error);
  fixture->hub =
      ph_hub_new (fixture->store, fixture->clock, &fixture->settings);
  fixture->server =
      ph_server_new (fixture->hub, &fixture->settings, &fixture->bounds);
  fixture->receiver = fake_receiver_new ();
  ph_hub_set_receiver_func (fixture->hub, PH_REGISTRATION_CLIENT,
                            ph_server_get_receiver, fixture->server);
  ph_hub_set_receiver_func (fixture->hub, PH_REGISTRATION_APP, get_fake,
                            fixture->receiver);
  g_assert_true (ph_hub_load (fixture->hub, &error));
  g_assert_true (ph_server_listen (fixture->server, fixture->tls, &error));
  ph_hub_set_base_url (fixture->hub, ph_server_get_base_url (fixture->server));
  ph_hub_start (fixture->hub);
}

void
server_fixture_set_up (ServerFixture *fixture, gconstpointer data)
{
  static char *addresses[] = { (char *) "127.0.0.1", NULL };

  fixture->settings = (PhSettings){
    .waiting_max = 1000,
    .octets_max = 4 * 1024 * 1024,
    .disk_max = 64,
    .addresses = addresses,
    .ttl_default = 1000,
    .ttl_max = 2000,
  };
  ph_bounds_init (&fixture->bounds, G_MAXUINT64);
  if (data != NULL)
    fixture->bounds = *(const PhBounds *) data;
  start_hub (fixture);
  fixture->id = server_fixture_register (fixture, PH_REGISTRATION_CLIENT);
  fixture->app = server_fixture_register (fixture, PH_REGISTRATION_APP);
}

void
server_fixture_tear_down (ServerFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) stopped = NULL;

  ph_server_stop (fixture->server);
  ph_hub_stop_async (fixture->hub, wait_take_result, &stopped);
  wait_until (stopped != NULL);
  g_clear_object (&stopped);
  ph_store_close (fixture->store);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  g_assert_finalize_object (fixture->server);
  g_assert_finalize_object (fixture->hub);
  g_assert_finalize_object (fixture->receiver);
  g_assert_finalize_object (fixture->store);
  ph_clock_free (fixture->clock);
  g_free (fixture->id);
  g_free (fixture->app);
}

char *
server_fixture_get_url (ServerFixture *fixture,
                        const char *path,
                        const char *name)
{
  return g_strconcat ("http://", ph_server_get_addresses (fixture->server)[0],
                      path, name, NULL);
}

HttpReply *
server_fixture_ask (ServerFixture *fixture,
                    const char *method,
                    const char *path,
                    const char *name)
{
  g_autofree char *url = server_fixture_get_url (fixture, path, name);

  return http_request (method, url, NULL, 0, NULL);
}

void
server_fixture_unregister (ServerFixture *fixture, const char *endpoint)
{
  const PhRegistration *registration =
      ph_hub_find_endpoint (fixture->hub, endpoint, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  ph_hub_unregister_async (fixture->hub, registration->id, TRUE,
                           wait_take_result, &result);
  wait_until (result != NULL);
  g_assert_true (ph_hub_unregister_finish (fixture->hub, result, NULL));
}
