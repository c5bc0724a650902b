/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/wait.h"

typedef struct
{
  const char *condition;
  const char *where;
} Wait;

static gboolean
is_wrapped (void)
{
  const char *wrapper = g_getenv ("PUSHHUB_TEST_WRAPPER");

  return wrapper != NULL && wrapper[0] != '\0';
}

static gboolean
on_deadline (gpointer user_data)
{
  const Wait *wait = user_data;

  g_error ("%s: waited in vain until %s", wait->where, wait->condition);
  return G_SOURCE_REMOVE;
}

static gboolean
is_sanitized (void)
{
  return g_getenv ("PUSHHUB_TEST_SANITIZED") != NULL;
}

guint
wait_get_seconds (void)
{
  if (is_wrapped ())
    return 20 * WAIT_SECONDS;

  return is_sanitized () ? 4 * WAIT_SECONDS : WAIT_SECONDS;
}

GSource *
wait_begin (const char *condition, const char *where)
{
  GSource *source = g_timeout_source_new_seconds (wait_get_seconds ());
  Wait *wait = g_new (Wait, 1);

  *wait = (Wait){ condition, where };
  g_source_set_callback (source, on_deadline, wait, g_free);
  g_source_attach (source, NULL);
  return source;
}

void
wait_end (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

void
wait_take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

gboolean
wait_is_slow (void)
{
  return is_wrapped () || is_sanitized ();
}

int
wait_get_sleep (void)
{
  GMainContext *context = g_main_context_default ();
  int priority;
  int timeout;

  while (g_main_context_iteration (context, FALSE))
    continue;
  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_main_context_query (context, priority, &timeout, NULL, 0);
  g_main_context_release (context);
  return timeout;
}
