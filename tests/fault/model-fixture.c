/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/model-fixture.h"

#include "fault/model.h"

void
model_fixture_set_up (ModelFixture *fixture, gconstpointer data)
{
  fixture->history = history_new (2);
  history_begin_run (fixture->history);
}

void
model_fixture_tear_down (ModelFixture *fixture, gconstpointer data)
{
  history_free (fixture->history);
}

void
model_fixture_age (Moment *moment, gint64 seconds)
{
  moment->time -= seconds * G_USEC_PER_SEC;
}

Push *
model_fixture_push (ModelFixture *fixture, guint32 ttl, guint status)
{
  Push *made = history_plan (fixture->history, 0, 0, ttl, 100);

  made->state = status != 0 ? PUSH_ANSWERED : PUSH_BROKEN;
  made->status = status;
  made->sent = history_now (fixture->history);
  made->answered = history_now (fixture->history);
  return made;
}

Copy *
model_fixture_arrive (ModelFixture *fixture, Push *arriving, CopyState state)
{
  g_autofree char *id = g_strdup_printf ("id-%u", arriving->number);
  Copy *copy = history_arrive (fixture->history, 0, id, arriving->body);

  copy->version = 2;
  if (state != COPY_HELD)
    history_answer (fixture->history, copy, state);
  return copy;
}

void
model_fixture_end_run (ModelFixture *fixture, RunEnd how)
{
  GPtrArray *runs = fixture->history->runs;
  Run *run = runs->pdata[runs->len - 1];

  run->how = how;
  run->asked = history_now (fixture->history);
  run->ended = history_now (fixture->history);
  history_begin_run (fixture->history);
}

void
model_fixture_expect (ModelFixture *fixture, const char *sentence)
{
  g_autoptr (GPtrArray) complaints =
      model_check (fixture->history, history_now (fixture->history));
  const Complaint *first = complaints->len > 0 ? complaints->pdata[0] : NULL;

  g_assert_cmpstr (first != NULL ? first->sentence : NULL, ==, sentence);
}
