/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* The model again: what a later push of a topic changes. */

#include "fault/model-fixture.h"

static Push *
push_with_topic (ModelFixture *fixture, guint status)
{
  Push *made = model_fixture_push (fixture, HOUR, status);

  history_set_topic (fixture->history, made, 1);
  return made;
}

static void
test_replaced (ModelFixture *fixture, gconstpointer data)
{
  push_with_topic (fixture, 201);
  model_fixture_arrive (fixture, push_with_topic (fixture, 201),
                        COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, NULL);
}

/* Only a later one of the same topic that was not refused replaces. */
static void
test_not_replaced (ModelFixture *fixture, gconstpointer data)
{
  Push *earlier = push_with_topic (fixture, 201);

  model_fixture_arrive (fixture, earlier, COPY_ACKNOWLEDGED);
  push_with_topic (fixture, 201);
  model_fixture_arrive (fixture, model_fixture_push (fixture, HOUR, 201),
                        COPY_ACKNOWLEDGED);
  push_with_topic (fixture, 503);
  model_fixture_expect (fixture, "It was answered with 201 and never arrived.");
}

static void
test_in_place (ModelFixture *fixture, gconstpointer data)
{
  Push *replaced = push_with_topic (fixture, 201);
  Push *between = model_fixture_push (fixture, HOUR, 201);
  Push *later = push_with_topic (fixture, 201);

  if (data != NULL)
    {
      model_fixture_arrive (fixture, replaced, COPY_ACKNOWLEDGED);
      model_fixture_age (&((Copy *) replaced->copies->pdata[0])->answered, 1);
    }
  model_fixture_arrive (fixture, later, COPY_ACKNOWLEDGED);
  model_fixture_arrive (fixture, between, COPY_ACKNOWLEDGED);
  model_fixture_expect (
      fixture,
      data == NULL ? NULL : "It arrived after one that was sent after it.");
}

/* What was sent before the replaced one stays before the place. */
static void
test_before_place (ModelFixture *fixture, gconstpointer data)
{
  Push *first = model_fixture_push (fixture, HOUR, 201);

  push_with_topic (fixture, 201);
  model_fixture_arrive (fixture, push_with_topic (fixture, 201),
                        COPY_ACKNOWLEDGED);
  model_fixture_arrive (fixture, first, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture,
                        "It arrived after one that was sent after it.");
}

static void
test_failed_and_replaced (ModelFixture *fixture, gconstpointer data)
{
  Push *replaced = push_with_topic (fixture, 201);
  Push *behind = model_fixture_push (fixture, HOUR, 201);
  Copy *first = model_fixture_arrive (fixture, replaced, COPY_HELD);
  Copy *second = model_fixture_arrive (fixture, behind, COPY_HELD);

  history_answer (fixture->history, first, COPY_FAILED);
  history_answer (fixture->history, second, COPY_FAILED);
  model_fixture_arrive (fixture, push_with_topic (fixture, 201),
                        COPY_ACKNOWLEDGED);
  model_fixture_arrive (fixture, behind, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, NULL);
}

static void
test_after_replaced (ModelFixture *fixture, gconstpointer data)
{
  Push *replaced = push_with_topic (fixture, 201);
  Push *later = push_with_topic (fixture, 201);

  model_fixture_age (&later->answered, 1);
  model_fixture_arrive (fixture, replaced, COPY_ACKNOWLEDGED);
  model_fixture_arrive (fixture, later, COPY_ACKNOWLEDGED);
  model_fixture_expect (fixture, "It arrived after it was replaced.");
}

static void
add (const char *name, int data, void (*test) (ModelFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/model-topics/", name, NULL);

  g_test_add (path, ModelFixture, GINT_TO_POINTER (data), model_fixture_set_up,
              test, model_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("replaced", 0, test_replaced);
  add ("not-replaced", 0, test_not_replaced);
  add ("in-place", 0, test_in_place);
  add ("place-was-empty", 1, test_in_place);
  add ("before-place", 0, test_before_place);
  add ("failed-and-replaced", 0, test_failed_and_replaced);
  add ("after-replaced", 0, test_after_replaced);
  return g_test_run ();
}
