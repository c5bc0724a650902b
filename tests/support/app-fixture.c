/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/app-fixture.h"

#include "support/ask.h"
#include "support/http.h"
#include "support/register.h"

static void
start_hub (AppFixture *fixture)
{
  g_autofree char *state = bus_get_path (fixture->bus, "state/hub");

  fixture->hub = hub_start (fixture->bus, "--state-dir", state, "--port",
                            fixture->port, "--config", fixture->config, NULL);
}

static void
write_config (AppFixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;

  fixture->config = bus_get_path (fixture->bus, "hub.conf");
  g_file_set_contents (fixture->config, text != NULL ? text : "", -1, &error);
  g_assert_no_error (error);
}

void
app_fixture_set_up (AppFixture *fixture, gconstpointer data)
{
  static const AppFixtureCase usual = { 0 };
  const AppFixtureCase *wanted = data != NULL ? data : &usual;
  guint version = wanted->version != 0 ? wanted->version : 2;

  fixture->bus = bus_new ();
  fixture->port = hub_choose_port ();
  write_config (fixture, wanted->config);
  start_hub (fixture);
  fixture->app = app_new (fixture->bus, APP_FIXTURE_NAME);
  fixture->endpoint = register_app (fixture->app, version, APP_FIXTURE_TOKEN);
}

void
app_fixture_tear_down (AppFixture *fixture, gconstpointer data)
{
  app_free (fixture->app);
  hub_stop (fixture->hub);
  bus_free (fixture->bus);
  g_free (fixture->port);
  g_free (fixture->config);
  g_free (fixture->endpoint);
}

void
app_fixture_go_through_end (AppFixture *fixture, gconstpointer data)
{
  const AppFixtureCase *wanted = data;

  if (wanted == NULL || wanted->end == HUB_STAYS)
    return;

  if (wanted->end == HUB_RESTARTS)
    hub_stop (fixture->hub);
  else
    hub_kill (fixture->hub);
  start_hub (fixture);
}

void
app_fixture_expect (AppFixture *fixture, const char *text)
{
  app_expect_message (fixture->app, APP_FIXTURE_TOKEN, text, -1);
}

void
app_fixture_expect_nothing_more (AppFixture *fixture)
{
  register_expect_nothing_more (fixture->app);
  g_assert_cmpint (ask_status_number (fixture->bus, "waiting"), ==, 0);
}

void
app_fixture_expect_cancel (AppFixture *fixture, const char *id, guint status)
{
  g_autofree char *path = g_strconcat ("/message/", id, NULL);
  g_autofree char *url = hub_get_url (fixture->hub, path);

  http_expect_status ("DELETE", url, status);
}
