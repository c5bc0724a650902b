/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/push-fixture.h"

#include "support/client.h"

void
push_fixture_set_up (PushFixture *fixture, gconstpointer data)
{
  fixture->bus = bus_new ();
  fixture->hub = hub_start (fixture->bus, "--ephemeral", NULL);
  fixture->id = client_register (fixture->hub);
  fixture->endpoint = client_get_endpoint (fixture->hub, fixture->id);
}

void
push_fixture_tear_down (PushFixture *fixture, gconstpointer data)
{
  hub_stop (fixture->hub);
  bus_free (fixture->bus);
  g_free (fixture->id);
  g_free (fixture->endpoint);
}
