/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/line.h"

#include "core/error.h"
#include "support/fake-receiver.h"
#include "support/wait.h"

/* Milliseconds: one that no test outlasts, and one that all can await. */
#define LONG_PAUSE 3600000
#define SHORT_PAUSE 1

typedef struct
{
  FakeReceiver *receiver;
  PhLine *line;
  PhRegistration *registration;
  PhDelivery *delivery;
  guint opened;
  guint answered;
  GError *error; /* of the last answer, or NULL */
} Fixture;

static void
on_opened (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->opened++;
}

static void
on_answered (PhDelivery *delivery, const GError *error, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_true (delivery == fixture->delivery);
  g_assert_false (delivery->calling);
  fixture->answered++;
  g_clear_error (&fixture->error);
  fixture->error = error != NULL ? g_error_copy (error) : NULL;
}

static const PhLineFuncs funcs = {
  .opened = on_opened,
  .answered = on_answered,
};

static void
set_up (Fixture *fixture, gconstpointer pause)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("hello", 5);
  const PhPushContent content = { .body = body, .ttl = 60 };
  g_autoptr (PhPush) push = ph_push_new ("id", 1, 1, &content, 0);

  fixture->receiver = fake_receiver_new ();
  fixture->registration = ph_registration_new (PH_REGISTRATION_APP);
  fixture->delivery = ph_delivery_new (push, NULL);
  fixture->line = ph_line_new (PH_RECEIVER (fixture->receiver),
                               GPOINTER_TO_UINT (pause), &funcs, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->line, ph_line_close);
  ph_delivery_unref (fixture->delivery);
  ph_registration_free (fixture->registration);
  g_clear_error (&fixture->error);
  g_assert_finalize_object (fixture->receiver);
}

static void
call (Fixture *fixture)
{
  ph_line_call (fixture->line, fixture->registration, fixture->delivery);
}

/* Calls and waits for what comes of it. */
static void
call_in_manner (Fixture *fixture, FakeManner manner)
{
  guint answered = fixture->answered;

  fake_receiver_set_manner (fixture->receiver, manner);
  call (fixture);
  wait_until (fixture->answered == answered + 1);
}

static void
test_acknowledged (Fixture *fixture, gconstpointer data)
{
  fake_receiver_set_manner (fixture->receiver, FAKE_KEEPS_SILENT);
  call (fixture);
  g_assert_true (fixture->delivery->calling);
  g_assert_cmpuint (ph_line_count_calls (fixture->line), ==, 1);

  fake_receiver_answer (fixture->receiver, TRUE);
  wait_until (fixture->answered == 1);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (ph_line_count_calls (fixture->line), ==, 0);
  g_assert_true (ph_line_is_open (fixture->line));
}

static void
test_a_failure_begins_a_pause (Fixture *fixture, gconstpointer data)
{
  call_in_manner (fixture, FAKE_FAILS);
  g_assert_error (fixture->error, PH_ERROR, PH_ERROR_FAILED);
  g_assert_false (ph_line_is_open (fixture->line));

  ph_line_end_pause (fixture->line);
  g_assert_true (ph_line_is_open (fixture->line));
  g_assert_cmpuint (fixture->opened, ==, 0);
}

static void
test_opens_after_the_pause (Fixture *fixture, gconstpointer data)
{
  call_in_manner (fixture, FAKE_FAILS);
  wait_until (fixture->opened == 1);
  g_assert_true (ph_line_is_open (fixture->line));

  ph_line_pause (fixture->line);
  g_assert_false (ph_line_is_open (fixture->line));
  wait_until (fixture->opened == 2);
}

static void
test_opens_when_somebody_comes (Fixture *fixture, gconstpointer data)
{
  call_in_manner (fixture, FAKE_IS_ABSENT);
  g_assert_error (fixture->error, PH_ERROR, PH_ERROR_UNREACHABLE);
  g_assert_false (ph_line_is_open (fixture->line));

  fake_receiver_set_manner (fixture->receiver, FAKE_ACKNOWLEDGES);
  g_assert_cmpuint (fixture->opened, ==, 1);
  g_assert_true (ph_line_is_open (fixture->line));
}

/* Who comes ends a pause, too. */
static void
test_comes_during_a_pause (Fixture *fixture, gconstpointer data)
{
  call_in_manner (fixture, FAKE_FAILS);
  ph_receiver_emit_available (PH_RECEIVER (fixture->receiver));
  g_assert_cmpuint (fixture->opened, ==, 1);
  g_assert_true (ph_line_is_open (fixture->line));
}

static void
test_stays_shut (Fixture *fixture, gconstpointer data)
{
  fake_receiver_set_manner (fixture->receiver, FAKE_KEEPS_SILENT);
  call (fixture);
  ph_line_shut (fixture->line);
  g_assert_false (ph_line_is_open (fixture->line));

  fake_receiver_answer (fixture->receiver, TRUE);
  wait_until (fixture->answered == 1);
  ph_line_end_pause (fixture->line);
  g_assert_false (ph_line_is_open (fixture->line));
}

static void
test_is_unheard_once_closed (Fixture *fixture, gconstpointer data)
{
  fake_receiver_set_manner (fixture->receiver, FAKE_KEEPS_SILENT);
  call (fixture);
  g_clear_pointer (&fixture->line, ph_line_close);

  ph_receiver_emit_available (PH_RECEIVER (fixture->receiver));
  fake_receiver_answer (fixture->receiver, FALSE);
  wait_until (!fixture->delivery->calling);
  g_assert_cmpuint (fixture->answered, ==, 0);
  g_assert_cmpuint (fixture->opened, ==, 0);
}

#define ADD(path, pause, function)                                             \
  g_test_add ("/line/" path, Fixture, GUINT_TO_POINTER (pause), set_up,        \
              function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("acknowledged", LONG_PAUSE, test_acknowledged);
  ADD ("failed", LONG_PAUSE, test_a_failure_begins_a_pause);
  ADD ("pause-over", SHORT_PAUSE, test_opens_after_the_pause);
  ADD ("absent", LONG_PAUSE, test_opens_when_somebody_comes);
  ADD ("comes", LONG_PAUSE, test_comes_during_a_pause);
  ADD ("shut", LONG_PAUSE, test_stays_shut);
  ADD ("closed", LONG_PAUSE, test_is_unheard_once_closed);
  return g_test_run ();
}
