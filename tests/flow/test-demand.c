/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* The user demands a VAPID key of every app: the setting demand-vapid, turned
 * on while there are registrations without one. */

#include "support/app-fixture.h"
#include "support/client.h"
#include "support/error-body.h"
#include "support/register.h"

#define NEW_TOKEN "0a9b8c7d-6e5f-4a3b-8c2d-1e0f9a8b7c6d"

static void
demand_keys (AppFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->config, "[push]\ndemand-vapid=true\n", -1,
                       &error);
  g_assert_no_error (error);
  app_fixture_go_through_end (fixture, data);
}

/* New or known, and whatever else it says: without a key the answer is the
 * same, and no endpoint comes. What is registered stays, with its pushes. */
static void
test_app_without_key (AppFixture *fixture, gconstpointer data)
{
  const AppFixtureCase *wanted = data;
  guint version = wanted->version;

  demand_keys (fixture, data);
  register_send (fixture->app, version, NEW_TOKEN, NULL, NULL);
  register_expect_refusal (fixture->app, "VAPID_REQUIRED");
  register_send (fixture->app, version, APP_FIXTURE_TOKEN, "Other", NULL);
  register_expect_refusal (fixture->app, "VAPID_REQUIRED");
  register_expect_nothing_more (fixture->app);

  g_free (http_push (fixture->endpoint, "as before", -1));
  app_fixture_expect (fixture, "as before");
}

/* A registration that has had none is another with its key. */
static void
test_app_with_key (AppFixture *fixture, gconstpointer data)
{
  static const char *const tokens[] = { NEW_TOKEN, APP_FIXTURE_TOKEN };

  demand_keys (fixture, data);
  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autofree char *endpoint = NULL;

      register_send (fixture->app, 2, tokens[i], NULL, VAPID_KEY);
      register_expect_success (fixture->app, 2);
      endpoint = app_expect_endpoint (fixture->app, 2, tokens[i]);
      g_assert_cmpstr (endpoint, !=, fixture->endpoint);
      http_expect_status ("GET", endpoint, SOUP_STATUS_OK);
      http_expect_status ("POST", endpoint, SOUP_STATUS_UNAUTHORIZED);
    }
  http_expect_status ("GET", fixture->endpoint, SOUP_STATUS_NOT_FOUND);
}

static void
test_client_api (AppFixture *fixture, gconstpointer data)
{
  g_autofree char *id = client_register (fixture->hub);
  g_autofree char *endpoint = client_get_endpoint (fixture->hub, id);
  g_autofree char *listen_url = client_get_listen_url (fixture->hub, id);
  g_autofree char *register_url =
      hub_get_url (fixture->hub, "/client/register");
  g_autoptr (HttpReply) refusal = NULL;
  g_autoptr (HttpListener) listener = NULL;

  demand_keys (fixture, data);
  refusal = http_get (register_url);
  error_body_expect (refusal, SOUP_STATUS_FORBIDDEN);

  g_free (http_push (endpoint, "as before", -1));
  listener = http_listen (listen_url, NULL);
  http_listener_expect (listener, "as before\n\n");
}

static const AppFixtureCase version1 = { .version = 1, .end = HUB_RESTARTS };
static const AppFixtureCase version2 = { .version = 2, .end = HUB_RESTARTS };

static void
add (const char *path,
     const AppFixtureCase *wanted,
     void (*test) (AppFixture *fixture, gconstpointer data))
{
  g_test_add (path, AppFixture, wanted, app_fixture_set_up, test,
              app_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/demand/v1/app-without-key", &version1, test_app_without_key);
  add ("/demand/v2/app-without-key", &version2, test_app_without_key);
  add ("/demand/app-with-key", &version2, test_app_with_key);
  add ("/demand/client-api", &version2, test_client_api);
  return g_test_run ();
}
