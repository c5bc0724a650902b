/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "push-life.h"

#include "support/wait.h"

#include <string.h>

char *
life_push (HubFixture *fixture, const char *body, const char *topic)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  const PhPushContent content = {
    .body = bytes,
    .ttl = 60,
    .urgency = PH_URGENCY_NORMAL,
    .topic = topic,
  };
  g_autoptr (PhPush) accepted = hub_fixture_push_content (fixture, &content);

  return g_strdup (accepted->id);
}

void
life_push_with_urgency (HubFixture *fixture,
                        const char *body,
                        PhUrgency urgency)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  const PhPushContent content = {
    .body = bytes,
    .ttl = 60,
    .urgency = urgency,
  };

  ph_push_unref (hub_fixture_push_content (fixture, &content));
}

void
life_become (HubFixture *fixture, FakeManner manner)
{
  fake_receiver_set_manner (fixture->receiver, manner);
}

void
life_answer (HubFixture *fixture, gboolean acknowledge)
{
  fake_receiver_answer (fixture->receiver, acknowledge);
  hub_fixture_stored (fixture);
}

void
life_expect_taken (HubFixture *fixture, const char *taken)
{
  life_become (fixture, FAKE_ACKNOWLEDGES);
  ph_hub_announce (fixture->hub, fixture->app);
  wait_until (hub_fixture_waiting (fixture) == 0);
  g_assert_cmpstr (fake_receiver_get_taken (fixture->receiver), ==, taken);
  g_assert_cmpuint (hub_fixture_stored (fixture), ==, 0);
}

void
life_expect_last_step (HubFixture *fixture, const char *id, PhEventStep step)
{
  const PhEvent *event =
      ph_timeline_find_last (ph_hub_get_timeline (fixture->hub), id);

  g_assert_cmpint (event->step, ==, step);
}
