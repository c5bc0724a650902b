/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/history.h"

/* One push's life in lines, each with the second at which it happened and its
 * place among all that happened. */

typedef struct
{
  Moment when;
  char *text;
} Line;

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_free (line->text);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *first = a;
  const Line *second = b;

  return first->when.number < second->when.number ? -1 : 1;
}

/* Takes @text. What never happened makes no line. */
static void
add (GArray *lines, Moment when, char *text)
{
  Line line = { when, text };

  if (when.number == 0)
    g_free (text);
  else
    g_array_append_val (lines, line);
}

static void
add_sending (GArray *lines, const Push *push)
{
  add (lines, push->sent,
       g_strdup_printf ("sender %u sends push %u to app %u, TTL %u, topic %u, "
                        "%zu octets",
                        push->sender, push->number, push->app, push->ttl,
                        push->topic, g_bytes_get_size (push->body)));
  if (push->state == PUSH_ANSWERED)
    add (lines, push->answered,
         g_strdup_printf ("the sender reads %u", push->status));
  else
    add (lines, push->answered,
         g_strdup (push->state == PUSH_BROKEN ?
                       "the connection ends without an answer" :
                       "the sender hangs up"));
  add (lines, push->cancelled, g_strdup ("its DELETE is answered with 204"));
}

static void
add_copy (GArray *lines, const Copy *copy)
{
  static const char *const states[] = { "nothing", "acknowledges it",
                                        "answers an error",
                                        "leaves the bus without an answer" };

  add (lines, copy->arrived,
       g_strdup_printf ("arrives at the app (v%u) from run %u, id %s",
                        copy->version, copy->run, copy->id));
  add (lines, copy->answered,
       g_strdup_printf ("the app %s", states[copy->state]));
}

static void
add_run (GArray *lines, const Run *run, guint number)
{
  static const char *const ends[] = { "goes on", "is asked to end", "is killed",
                                      "loses the bus" };

  add (lines, run->began, g_strdup_printf ("run %u begins", number));
  add (lines, run->asked,
       g_strdup_printf ("run %u %s%s", number, ends[run->how],
                        run->could_not_write ? ", its disk refusing" : ""));
  add (lines, run->ended, g_strdup_printf ("run %u is over", number));
}

char *
history_describe (History *history, Push *push)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  GString *text = g_string_new (NULL);

  g_array_set_clear_func (lines, line_clear);
  add_sending (lines, push);
  for (guint i = 0; i < push->copies->len; i++)
    add_copy (lines, push->copies->pdata[i]);
  for (guint i = 0; i < history->runs->len; i++)
    add_run (lines, history_get_run (history, i), i);

  g_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      g_string_append_printf (text, "  %8.3f s  #%-6" G_GUINT64_FORMAT " %s\n",
                              (double) (line->when.time - history->began) /
                                  G_USEC_PER_SEC,
                              line->when.number, line->text);
    }
  return g_string_free (text, FALSE);
}
