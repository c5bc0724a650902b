/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/presence.h"

#include "support/edge-fixture.h"
#include "support/wait.h"

#define NAME "org.example.App"

static gboolean
is_absent (EdgeFixture *fixture)
{
  return ph_hub_find_id (fixture->hub.hub, fixture->hub.app)->absent != 0;
}

static void
test_tells_who_is_there (EdgeFixture *fixture, gconstpointer data)
{
  g_autoptr (PhPresence) presence =
      ph_presence_new (fixture->hub.hub, fixture->session.hub);

  wait_until (is_absent (fixture));
  g_clear_pointer (&presence, ph_presence_free);

  session_fixture_own (fixture->session.app, NAME);
  presence = ph_presence_new (fixture->hub.hub, fixture->session.hub);
  wait_until (!is_absent (fixture));
}

static void
test_ends_with_a_question_open (EdgeFixture *fixture, gconstpointer data)
{
  ph_presence_free (ph_presence_new (fixture->hub.hub, fixture->session.hub));
  session_fixture_ask_bus (fixture->session.hub, "GetId");
  g_assert_false (is_absent (fixture));
}

#define ADD(path, function)                                                    \
  g_test_add ("/presence/" path, EdgeFixture, NULL, edge_fixture_set_up,       \
              function, edge_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("tells", test_tells_who_is_there);
  ADD ("ends", test_ends_with_a_question_open);
  return g_test_run ();
}
