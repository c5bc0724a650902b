/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/history.h"

#include <stdio.h>
#include <string.h>

/* Every body says whose it is: "PUSH 12 " and then octets that depend on it. */
#define HEAD "PUSH %u "

static void
push_free (gpointer data)
{
  Push *push = data;

  g_bytes_unref (push->body);
  g_free (push->location);
  g_ptr_array_unref (push->copies);
  g_free (push);
}

static void
copy_free (gpointer data)
{
  Copy *copy = data;

  g_bytes_unref (copy->body);
  g_free (copy->id);
  g_free (copy);
}

History *
history_new (guint n_apps)
{
  History *history = g_new0 (History, 1);

  history->began = g_get_monotonic_time ();
  history->topics = g_hash_table_new_full (NULL, NULL, NULL,
                                           (GDestroyNotify) g_ptr_array_unref);
  history->pushes = g_ptr_array_new_with_free_func (push_free);
  history->runs = g_ptr_array_new_with_free_func (g_free);
  history->apps =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < n_apps; i++)
    g_ptr_array_add (history->apps, g_ptr_array_new_with_free_func (copy_free));
  return history;
}

void
history_free (History *history)
{
  g_ptr_array_unref (history->apps);
  g_ptr_array_unref (history->runs);
  g_ptr_array_unref (history->pushes);
  g_hash_table_unref (history->topics);
  g_free (history);
}

Moment
history_now (History *history)
{
  return (Moment){ ++history->last_number, g_get_monotonic_time () };
}

static GBytes *
make_body (guint index, gsize size)
{
  g_autofree char *head = g_strdup_printf (HEAD, index);
  gsize length = MAX (size, strlen (head));
  char *body = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    body[i] = (char) (index * 31 + i * 7);
  memcpy (body, head, strlen (head));
  return g_bytes_new_take (body, length);
}

Push *
history_plan (History *history,
              guint sender,
              guint app,
              guint32 ttl,
              gsize size)
{
  Push *push = g_new0 (Push, 1);

  push->sender = sender;
  push->app = app;
  push->number = history->pushes->len;
  push->ttl = ttl;
  push->body = make_body (history->pushes->len, size);
  push->copies = g_ptr_array_new ();
  g_ptr_array_add (history->pushes, push);
  return push;
}

void
history_set_topic (History *history, Push *push, guint topic)
{
  gpointer key = GUINT_TO_POINTER (topic * history->apps->len + push->app);

  push->topic = topic;
  push->of_topic = g_hash_table_lookup (history->topics, key);
  if (push->of_topic == NULL)
    {
      push->of_topic = g_ptr_array_new ();
      g_hash_table_insert (history->topics, key, push->of_topic);
    }
  g_ptr_array_add (push->of_topic, push);
}

static Push *
find_push (History *history, GBytes *body)
{
  g_autofree char *text =
      g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  guint index;

  if (sscanf (text, HEAD, &index) != 1 || index >= history->pushes->len)
    return NULL;

  return history->pushes->pdata[index];
}

Copy *
history_arrive (History *history, guint app, const char *id, GBytes *body)
{
  Copy *copy = g_new0 (Copy, 1);

  copy->push = find_push (history, body);
  copy->run = history->runs->len - 1;
  copy->to_right_app = copy->push != NULL && copy->push->app == app;
  copy->id = g_strdup (id);
  copy->body = g_bytes_ref (body);
  copy->arrived = history_now (history);
  g_ptr_array_add (history->apps->pdata[app], copy);
  if (copy->push != NULL)
    g_ptr_array_add (copy->push->copies, copy);
  return copy;
}

void
history_answer (History *history, Copy *copy, CopyState state)
{
  copy->state = state;
  copy->answered = history_now (history);
}

Run *
history_begin_run (History *history)
{
  Run *run = g_new0 (Run, 1);

  run->began = history_now (history);
  g_ptr_array_add (history->runs, run);
  return run;
}

Run *
history_get_run (History *history, guint run)
{
  return history->runs->pdata[run];
}
