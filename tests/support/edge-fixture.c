/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/edge-fixture.h"

void
edge_fixture_set_up (EdgeFixture *fixture, gconstpointer data)
{
  /* It forks, so it comes before there are threads. */
  session_fixture_set_up (&fixture->session, data);
  hub_fixture_set_up (&fixture->hub, data);
}

void
edge_fixture_tear_down (EdgeFixture *fixture, gconstpointer data)
{
  hub_fixture_tear_down (&fixture->hub, data);
  session_fixture_tear_down (&fixture->session, data);
}
