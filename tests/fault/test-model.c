/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* The model itself: each promise, kept and broken, in a history made by hand.
 */

#include "fault/model.h"

typedef struct
{
  History *history;
} Fixture;

#define HOUR 3600

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->history = history_new (2);
  history_begin_run (fixture->history);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  history_free (fixture->history);
}

/* Makes time pass: everything that has happened is so much older. */
static void
make_older (Moment *moment, gint64 seconds)
{
  moment->time -= seconds * G_USEC_PER_SEC;
}

static Push *
push (Fixture *fixture, guint32 ttl, guint status)
{
  Push *made = history_plan (fixture->history, 0, 0, ttl, 100);

  made->state = status != 0 ? PUSH_ANSWERED : PUSH_BROKEN;
  made->status = status;
  made->sent = history_now (fixture->history);
  made->answered = history_now (fixture->history);
  return made;
}

static Copy *
arrive (Fixture *fixture, Push *arriving, CopyState state)
{
  g_autofree char *id = g_strdup_printf ("id-%u", arriving->number);
  Copy *copy = history_arrive (fixture->history, 0, id, arriving->body);

  copy->version = 2;
  if (state != COPY_HELD)
    history_answer (fixture->history, copy, state);
  return copy;
}

static void
end_run (Fixture *fixture, RunEnd how)
{
  GPtrArray *runs = fixture->history->runs;
  Run *run = runs->pdata[runs->len - 1];

  run->how = how;
  run->asked = history_now (fixture->history);
  run->ended = history_now (fixture->history);
  history_begin_run (fixture->history);
}

/* Exactly this must be complained of, first; NULL for nothing at all. */
static void
expect (Fixture *fixture, const char *sentence)
{
  g_autoptr (GPtrArray) complaints =
      model_check (fixture->history, history_now (fixture->history));
  const Complaint *first = complaints->len > 0 ? complaints->pdata[0] : NULL;

  g_assert_cmpstr (first != NULL ? first->sentence : NULL, ==, sentence);
}

static void
test_all_well (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    arrive (fixture, push (fixture, HOUR, 201), COPY_ACKNOWLEDGED);
  expect (fixture, NULL);
}

static void
test_lost (Fixture *fixture, gconstpointer data)
{
  push (fixture, HOUR, 201);
  expect (fixture, "It was answered with 201 and never arrived.");
}

static void
test_need_not_arrive (Fixture *fixture, gconstpointer data)
{
  push (fixture, 0, 201);
  push (fixture, HOUR, 503);
  push (fixture, HOUR, 0);
  push (fixture, HOUR, 201)->cancelled = history_now (fixture->history);
  make_older (&push (fixture, 1, 201)->sent, 2);
  expect (fixture, NULL);
}

static void
test_never_acknowledged (Fixture *fixture, gconstpointer data)
{
  arrive (fixture, push (fixture, HOUR, 201), COPY_FAILED);
  expect (fixture, "It was answered with 201, and no copy was acknowledged.");
}

static void
test_swapped (Fixture *fixture, gconstpointer data)
{
  Push *first = push (fixture, HOUR, 201);
  Push *second = push (fixture, HOUR, 201);

  arrive (fixture, second, COPY_ACKNOWLEDGED);
  arrive (fixture, first, COPY_ACKNOWLEDGED);
  expect (fixture, "It arrived after one that was sent after it.");
}

/* A push without an answer has its place too, unless its sender went away. */
static void
test_out_of_place (Fixture *fixture, gconstpointer data)
{
  Push *first = push (fixture, HOUR, 0);
  Push *second = push (fixture, HOUR, 201);

  arrive (fixture, second, COPY_ACKNOWLEDGED);
  arrive (fixture, first, COPY_ACKNOWLEDGED);
  expect (fixture, "It arrived after one that was sent after it.");
  first->state = PUSH_ABANDONED;
  expect (fixture, NULL);
}

static void
test_repeated (Fixture *fixture, gconstpointer data)
{
  Push *repeated = push (fixture, HOUR, 201);

  arrive (fixture, repeated, COPY_ACKNOWLEDGED);
  arrive (fixture, repeated, COPY_ACKNOWLEDGED);
  expect (fixture, "It came again after its acknowledgement.");
}

static void
test_repeated_while_held (Fixture *fixture, gconstpointer data)
{
  Push *repeated = push (fixture, HOUR, 201);

  arrive (fixture, repeated, COPY_HELD);
  arrive (fixture, repeated, COPY_ACKNOWLEDGED);
  expect (fixture, "It came again before the app had answered.");
}

static void
test_repeated_over_end (Fixture *fixture, gconstpointer end)
{
  RunEnd how = (RunEnd) GPOINTER_TO_INT (end);
  Push *repeated = push (fixture, HOUR, 201);

  arrive (fixture, repeated, COPY_ACKNOWLEDGED);
  end_run (fixture, how);
  arrive (fixture, repeated, COPY_ACKNOWLEDGED);
  expect (fixture,
          how == RUN_ASKED ? "It came again after its acknowledgement." : NULL);
}

static void
test_repeated_with_reason (Fixture *fixture, gconstpointer state)
{
  Push *repeated = push (fixture, HOUR, 201);

  arrive (fixture, repeated, (CopyState) GPOINTER_TO_INT (state));
  arrive (fixture, repeated, COPY_ACKNOWLEDGED);
  expect (fixture, NULL);
}

static void
test_other_id (Fixture *fixture, gconstpointer data)
{
  Push *repeated = push (fixture, HOUR, 201);

  arrive (fixture, repeated, COPY_FAILED);
  arrive (fixture, repeated, COPY_ACKNOWLEDGED)->id[0] = 'x';
  expect (fixture, "It came again with another id.");
}

static void
test_overtaken (Fixture *fixture, gconstpointer data)
{
  Push *first = push (fixture, HOUR, 201);
  Push *second = push (fixture, HOUR, 201);

  arrive (fixture, first, COPY_FAILED);
  arrive (fixture, second, COPY_ACKNOWLEDGED);
  arrive (fixture, first, COPY_ACKNOWLEDGED);
  expect (fixture, "It was not taken, and not sent again first.");
}

/* After a repeat the order goes on from it. */
static void
test_goes_on_after_repeat (Fixture *fixture, gconstpointer data)
{
  Push *first = push (fixture, HOUR, 201);
  Push *second = push (fixture, HOUR, 201);

  arrive (fixture, first, COPY_ACKNOWLEDGED);
  arrive (fixture, second, COPY_HELD);
  end_run (fixture, RUN_KILLED);
  arrive (fixture, first, COPY_ACKNOWLEDGED);
  arrive (fixture, second, COPY_ACKNOWLEDGED);
  expect (fixture, NULL);
}

static void
test_after_ttl (Fixture *fixture, gconstpointer data)
{
  Push *late = push (fixture, 1, 201);

  make_older (&late->sent, 3);
  make_older (&late->answered, 3);
  arrive (fixture, late, COPY_ACKNOWLEDGED);
  expect (fixture, "It arrived after its TTL.");
}

static void
test_after_cancel (Fixture *fixture, gconstpointer data)
{
  Push *cancelled = push (fixture, HOUR, 201);

  cancelled->cancelled = history_now (fixture->history);
  make_older (&cancelled->cancelled, 2);
  arrive (fixture, cancelled, COPY_ACKNOWLEDGED);
  expect (fixture, "It arrived after it was cancelled.");
}

static void
test_wrong_octets (Fixture *fixture, gconstpointer data)
{
  Push *changed = push (fixture, HOUR, 201);
  g_autoptr (GBytes) body = g_bytes_new_from_bytes (changed->body, 0, 99);
  Copy *copy = history_arrive (fixture->history, 0, "id", body);

  history_answer (fixture->history, copy, COPY_ACKNOWLEDGED);
  expect (fixture, "Its octets were changed.");
}

static void
test_wrong_app (Fixture *fixture, gconstpointer data)
{
  Push *strayed = push (fixture, HOUR, 201);
  Copy *copy = history_arrive (fixture->history, 1, "id", strayed->body);

  history_answer (fixture->history, copy, COPY_ACKNOWLEDGED);
  expect (fixture, "It arrived at another app.");
}

static void
add (const char *name, int data, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/model/", name, NULL);

  g_test_add (path, Fixture, GINT_TO_POINTER (data), set_up, test, tear_down);
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
