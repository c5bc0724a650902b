/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* The model itself: each promise, kept and broken, in a history made by hand.
 */

#include "fault/model-fixture.h"

static void
test_all_well (ModelFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    model_fixture_arrive (fixture, model_fixture_push (fixture, HOUR, 201),
                          COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, NULL);
}

static void
test_lost (ModelFixture *fixture, gconstpointer data)
{
  model_fixture_push (fixture, HOUR, 201);
  model_fixture_expect (fixture, "It was answered with 201 and never arrived.");
}

static void
test_need_not_arrive (ModelFixture *fixture, gconstpointer data)
{
  model_fixture_push (fixture, 0, 201);
  model_fixture_push (fixture, HOUR, 503);
  model_fixture_push (fixture, HOUR, 0);
  model_fixture_push (fixture, HOUR, 201)->cancelled =
      history_now (fixture->history);
  model_fixture_age (&model_fixture_push (fixture, 1, 201)->sent, 2);
  model_fixture_expect (fixture, NULL);
}

static void
test_never_acknowledged (ModelFixture *fixture, gconstpointer data)
{
  model_fixture_arrive (fixture, model_fixture_push (fixture, HOUR, 201),
                        COPY_FAILED);
  model_fixture_expect (
      fixture, "It was answered with 201, and no copy was acknowledged.");
}

static void
test_swapped (ModelFixture *fixture, gconstpointer data)
{
  Push *first = model_fixture_push (fixture, HOUR, 201);
  Push *second = model_fixture_push (fixture, HOUR, 201);

  model_fixture_arrive (fixture, second, COPY_ACKNOWLEDGED);
  model_fixture_arrive (fixture, first, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture,
                        "It arrived after one that was sent after it.");
}

/* A push without an answer has its place too, unless its sender went away. */
static void
test_out_of_place (ModelFixture *fixture, gconstpointer data)
{
  Push *first = model_fixture_push (fixture, HOUR, 0);
  Push *second = model_fixture_push (fixture, HOUR, 201);

  model_fixture_arrive (fixture, second, COPY_ACKNOWLEDGED);
  model_fixture_arrive (fixture, first, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture,
                        "It arrived after one that was sent after it.");
  first->state = PUSH_ABANDONED;
  model_fixture_expect (fixture, NULL);
}

static void
test_repeated (ModelFixture *fixture, gconstpointer data)
{
  Push *repeated = model_fixture_push (fixture, HOUR, 201);

  model_fixture_arrive (fixture, repeated, COPY_ACKNOWLEDGED);
  model_fixture_arrive (fixture, repeated, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, "It came again after its acknowledgement.");
}

static void
test_repeated_while_held (ModelFixture *fixture, gconstpointer data)
{
  Push *repeated = model_fixture_push (fixture, HOUR, 201);

  model_fixture_arrive (fixture, repeated, COPY_HELD);
  model_fixture_arrive (fixture, repeated, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, "It came again before the app had answered.");
}

static void
test_repeated_over_end (ModelFixture *fixture, gconstpointer end)
{
  RunEnd how = (RunEnd) GPOINTER_TO_INT (end);
  Push *repeated = model_fixture_push (fixture, HOUR, 201);

  model_fixture_arrive (fixture, repeated, COPY_ACKNOWLEDGED);
  model_fixture_end_run (fixture, how);
  model_fixture_arrive (fixture, repeated, COPY_ACKNOWLEDGED);
  model_fixture_expect (
      fixture,
      how == RUN_ASKED ? "It came again after its acknowledgement." : NULL);
}

static void
test_repeated_with_reason (ModelFixture *fixture, gconstpointer state)
{
  Push *repeated = model_fixture_push (fixture, HOUR, 201);

  model_fixture_arrive (fixture, repeated, (CopyState) GPOINTER_TO_INT (state));
  model_fixture_arrive (fixture, repeated, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, NULL);
}

static void
test_other_id (ModelFixture *fixture, gconstpointer data)
{
  Push *repeated = model_fixture_push (fixture, HOUR, 201);

  model_fixture_arrive (fixture, repeated, COPY_FAILED);
  model_fixture_arrive (fixture, repeated, COPY_ACKNOWLEDGED)->id[0] = 'x';
  model_fixture_expect (fixture, "It came again with another id.");
}

static void
test_overtaken (ModelFixture *fixture, gconstpointer data)
{
  Push *first = model_fixture_push (fixture, HOUR, 201);
  Push *second = model_fixture_push (fixture, HOUR, 201);

  model_fixture_arrive (fixture, first, COPY_FAILED);
  model_fixture_arrive (fixture, second, COPY_ACKNOWLEDGED);
  model_fixture_arrive (fixture, first, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, "It was not taken, and not sent again first.");
}

/* After a repeat the order goes on from it. */
static void
test_goes_on_after_repeat (ModelFixture *fixture, gconstpointer data)
{
  Push *first = model_fixture_push (fixture, HOUR, 201);
  Push *second = model_fixture_push (fixture, HOUR, 201);

  model_fixture_arrive (fixture, first, COPY_ACKNOWLEDGED);
  model_fixture_arrive (fixture, second, COPY_HELD);
  model_fixture_end_run (fixture, RUN_KILLED);
  model_fixture_arrive (fixture, first, COPY_ACKNOWLEDGED);
  model_fixture_arrive (fixture, second, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, NULL);
}

static void
test_after_ttl (ModelFixture *fixture, gconstpointer data)
{
  Push *late = model_fixture_push (fixture, 1, 201);

  model_fixture_age (&late->sent, 3);
  model_fixture_age (&late->answered, 3);
  model_fixture_arrive (fixture, late, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, "It arrived after its TTL.");
}

static void
test_after_cancel (ModelFixture *fixture, gconstpointer data)
{
  Push *cancelled = model_fixture_push (fixture, HOUR, 201);

  cancelled->cancelled = history_now (fixture->history);
  model_fixture_age (&cancelled->cancelled, 2);
  model_fixture_arrive (fixture, cancelled, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, "It arrived after it was cancelled.");
}

static void
test_wrong_octets (ModelFixture *fixture, gconstpointer data)
{
  Push *changed = model_fixture_push (fixture, HOUR, 201);
  g_autoptr (GBytes) body = g_bytes_new_from_bytes (changed->body, 0, 99);
  Copy *copy = history_arrive (fixture->history, 0, "id", body);

  history_answer (fixture->history, copy, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, "Its octets were changed.");
}

static void
test_wrong_app (ModelFixture *fixture, gconstpointer data)
{
  Push *strayed = model_fixture_push (fixture, HOUR, 201);
  Copy *copy = history_arrive (fixture->history, 1, "id", strayed->body);

  history_answer (fixture->history, copy, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, "It arrived at another app.");
}

static void
add (const char *name, int data, void (*test) (ModelFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/model/", name, NULL);

  g_test_add (path, ModelFixture, GINT_TO_POINTER (data), model_fixture_set_up,
              test, model_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("all-well", 0, test_all_well);
  add ("lost", 0, test_lost);
  add ("need-not-arrive", 0, test_need_not_arrive);
  add ("never-acknowledged", 0, test_never_acknowledged);
  add ("swapped", 0, test_swapped);
  add ("out-of-place", 0, test_out_of_place);
  add ("repeated", 0, test_repeated);
  add ("repeated/while-held", 0, test_repeated_while_held);
  add ("repeated/after-term", RUN_ASKED, test_repeated_over_end);
  add ("repeated/after-kill", RUN_KILLED, test_repeated_over_end);
  add ("repeated/after-lost-bus", RUN_LOST_BUS, test_repeated_over_end);
  add ("repeated/after-failure", COPY_FAILED, test_repeated_with_reason);
  add ("repeated/after-exit", COPY_LOST, test_repeated_with_reason);
  add ("repeated/other-id", 0, test_other_id);
  add ("overtaken", 0, test_overtaken);
  add ("goes-on-after-repeat", 0, test_goes_on_after_repeat);
  add ("after-ttl", 0, test_after_ttl);
  add ("after-cancel", 0, test_after_cancel);
  add ("wrong-octets", 0, test_wrong_octets);
  add ("wrong-app", 0, test_wrong_app);
  return g_test_run ();
}
