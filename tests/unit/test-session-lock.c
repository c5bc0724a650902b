/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/session-lock.h"

#include "bus/session.h"
#include "support/session-fixture.h"
#include "support/wait.h"

typedef struct
{
  gboolean taken;
  gboolean lost;
  char *refusal;
} Seen;

static void
on_taken (gpointer user_data)
{
  ((Seen *) user_data)->taken = TRUE;
}

static void
on_refused (const GError *error, gpointer user_data)
{
  ((Seen *) user_data)->refusal = g_strdup (error->message);
}

static void
on_lost (gpointer user_data)
{
  ((Seen *) user_data)->lost = TRUE;
}

static const PhSessionLockFuncs funcs = {
  .taken = on_taken,
  .refused = on_refused,
  .lost = on_lost,
};

static void
end (GDBusConnection *connection, PhSessionLock *lock)
{
  ph_session_disconnect (connection);
  ph_session_lock_free (lock);
}

static void
test_one_hub_a_session (SessionFixture *fixture, gconstpointer data)
{
  Seen first = { 0 };
  Seen second = { 0 };
  PhSessionLock *held =
      ph_session_lock_new (fixture->hub, FALSE, &funcs, &first);
  PhSessionLock *asked = NULL;

  wait_until (first.taken);
  asked = ph_session_lock_new (fixture->app, FALSE, &funcs, &second);
  wait_until (second.refusal != NULL);
  g_assert_nonnull (g_strstr_len (second.refusal, -1, "--replace"));
  g_assert_false (first.lost);

  end (fixture->app, asked);
  end (fixture->hub, held);
  g_free (second.refusal);
}

/* The next begins only when the one before has ended. */
static void
test_replaced (SessionFixture *fixture, gconstpointer data)
{
  Seen first = { 0 };
  Seen second = { 0 };
  PhSessionLock *old = ph_session_lock_new (fixture->hub, TRUE, &funcs, &first);
  PhSessionLock *young = NULL;

  wait_until (first.taken);
  young = ph_session_lock_new (fixture->app, TRUE, &funcs, &second);
  wait_until (first.lost);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_false (second.taken);

  end (fixture->hub, old);
  wait_until (second.taken);
  end (fixture->app, young);
}

#define ADD(path, function)                                                    \
  g_test_add ("/session-lock/" path, SessionFixture, NULL,                     \
              session_fixture_set_up, function, session_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("one-hub", test_one_hub_a_session);
  ADD ("replaced", test_replaced);
  return g_test_run ();
}
