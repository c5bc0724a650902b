/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/sample-answer.h"

/* A push whose answer is put off. */
typedef struct
{
  PhArrival *arrival;
  GSourceOnceFunc ended;
  gpointer user_data;
} LateAnswer;

static void
on_due (gpointer user_data)
{
  g_autofree LateAnswer *late = user_data;

  ph_arrival_answer (late->arrival);
  late->ended (late->user_data);
}

static void
answer_late (PhArrival *arrival,
             double seconds,
             GSourceOnceFunc ended,
             gpointer user_data)
{
  LateAnswer *late = g_new0 (LateAnswer, 1);

  late->arrival = arrival;
  late->ended = ended;
  late->user_data = user_data;
  g_timeout_add_once ((guint) (seconds * 1000), on_due, late);
}

void
ph_sample_answer (PhArrival *arrival,
                  const PhSampleOptions *options,
                  GSourceOnceFunc ended,
                  gpointer user_data)
{
  if (!options->no_ack && options->slow > 0)
    {
      answer_late (arrival, options->slow, ended, user_data);
      return;
    }

  if (options->no_ack)
    ph_arrival_free (arrival);
  else
    ph_arrival_answer (arrival);
  ended (user_data);
}
