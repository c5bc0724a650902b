/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Promises 1 and 2, step by step: the hub is killed in place of the first,
 * second, third … call with which the store changes or syncs its files, until
 * a run gets by without reaching that number. The preloaded library counts the
 * calls and kills: the hub that is tested has no hook for it. */

#include "fault/disk-fixture.h"
#include "fault/request.h"
#include "support/http.h"
#include "support/wait.h"

#include <signal.h>
#include <string.h>

#define PUSHES 3

/* A run needs fewer calls than this, and more than a few. */
#define CALLS_MAX 300
#define CALLS_MIN 5

/* Sending */

static void
on_answered (RequestEnd end, const char *answer, gpointer user_data)
{
  int *status = user_data;

  *status = (int) request_get_status (answer);
}

/* Returns: the status, or 0 when the hub ended before its answer. */
static int
push (DiskFixture *fixture, guint number)
{
  g_autoptr (GUri) uri =
      g_uri_parse (fixture->endpoint, G_URI_FLAGS_NONE, NULL);
  g_autofree char *text =
      g_strdup_printf ("POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nTTL: 3600\r\n"
                       "Content-Length: 6\r\n\r\npush %u",
                       g_uri_get_path (uri), number);
  RequestScript script = { g_bytes_new (text, strlen (text)), strlen (text) };
  int status = -1;

  request_send ((guint16) g_uri_get_port (uri), &script, on_answered, &status);
  wait_until (status != -1);
  return status;
}

/* Returns: how many were answered with 201, one after the other. */
static guint
push_all (DiskFixture *fixture)
{
  guint accepted = 0;

  while (accepted < PUSHES && push (fixture, accepted) == 201)
    accepted++;
  return accepted;
}

/* Receiving */

/* Returns: the number of the next push that arrives, which is in @ids with the
 * same id if it has been here before. */
static guint
take_push (DiskFixture *fixture, char *ids[])
{
  g_autoptr (AppEvent) event = app_take (fixture->app, APP_MESSAGE);
  g_autofree char *body = g_strndup (g_bytes_get_data (event->body, NULL),
                                     g_bytes_get_size (event->body));
  guint number;

  g_assert_true (g_str_has_prefix (body, "push "));
  number = (guint) g_ascii_strtoull (body + strlen ("push "), NULL, 10);
  g_assert_cmpuint (number, <=, PUSHES);
  if (ids[number] != NULL)
    g_assert_cmpstr (ids[number], ==, event->text);
  else
    ids[number] = g_strdup (event->text);
  return number;
}

static void
clear_ids (char *ids[])
{
  for (guint i = 0; i <= PUSHES; i++)
    g_clear_pointer (&ids[i], g_free);
}

/* Takes pushes until the last one. @next is the first one that has not been
 * here: it comes next, or those from an earlier one on come again, once. */
static void
expect_rest (DiskFixture *fixture, char *ids[], guint next)
{
  gboolean has_repeated = FALSE;

  while (next <= PUSHES)
    {
      guint number = take_push (fixture, ids);

      if (number != next)
        {
          g_assert_false (has_repeated);
          g_assert_cmpuint (number, <, next);
          has_repeated = TRUE;
        }
      next = number + 1;
    }
}

/* Dying */

/* Whether the hub was killed; it is, a little after the call it was to be
 * killed at. */
static gboolean
take_death (DiskFixture *fixture)
{
  if (fixture->shim->calls_to_live > 0)
    {
      fixture->shim->calls_to_live = 0;
      return FALSE;
    }

  g_assert_cmpint (program_wait (fixture->hub->program), ==, -SIGKILL);
  wait_until (fixture->has_ended);
  hub_wait_for_silence (fixture->hub);
  g_clear_pointer (&fixture->hub, hub_free);
  disk_fixture_check_integrity (fixture);
  disk_fixture_start (fixture);
  return TRUE;
}

/* All that the store has to do is done, and the calls count anew. */
static void
start_anew (DiskFixture *fixture, int calls_to_live)
{
  shim_control_mend (fixture->shim);
  disk_fixture_stop (fixture);
  disk_fixture_start (fixture);
  app_leave (fixture->app);
  register_expect_nothing_more (fixture->app);
  fixture->shim->calls_to_live = calls_to_live;
}

/* Behind a sanitizer each run takes long: then some calls are left out. */
static int
get_step (void)
{
  return wait_is_slow () ? 4 : 1;
}

/* While pushes are stored for an app that is not there: those that were
 * answered arrive, and maybe the one that was not, in their order. */
static void
test_storing (DiskFixture *fixture, gconstpointer data)
{
  gboolean was_killed = TRUE;
  int n = 0;

  while (was_killed)
    {
      char *ids[PUSHES + 1] = { NULL };
      guint accepted;

      n += get_step ();
      g_assert_cmpint (n, <, CALLS_MAX);
      start_anew (fixture, n);
      accepted = push_all (fixture);
      was_killed = take_death (fixture);
      app_appear (fixture->app);
      for (guint i = 0; i < accepted; i++)
        g_assert_cmpuint (take_push (fixture, ids), ==, i);

      g_assert_cmpint (push (fixture, PUSHES), ==, 201);
      if (take_push (fixture, ids) != PUSHES)
        {
          g_assert_nonnull (ids[accepted]);
          g_assert_cmpuint (take_push (fixture, ids), ==, PUSHES);
        }
      clear_ids (ids);
    }
  g_test_message ("killed at calls up to the %dth, step %d", n - get_step (),
                  get_step ());
  g_assert_cmpint (n, >, CALLS_MIN);
}

/* Returns: how many arrived before the hub was killed, or all. */
static guint
take_until_killed (DiskFixture *fixture, char *ids[])
{
  guint taken = 0;

  while (taken < PUSHES)
    {
      wait_until (fixture->has_ended ||
                  !g_queue_is_empty (&fixture->app->events));
      if (g_queue_is_empty (&fixture->app->events))
        break;
      g_assert_cmpuint (take_push (fixture, ids), ==, taken);
      taken++;
    }
  return taken;
}

/* Whether the hub, asked to end, is killed before it has. */
static gboolean
is_killed_at_end (DiskFixture *fixture)
{
  int status;

  g_subprocess_send_signal (fixture->hub->program->process, SIGTERM);
  status = program_wait (fixture->hub->program);
  wait_until (fixture->has_ended);
  hub_wait_for_silence (fixture->hub);
  if (status != 0)
    g_assert_cmpint (status, ==, -SIGKILL);
  g_clear_pointer (&fixture->hub, hub_free);
  shim_control_mend (fixture->shim);
  disk_fixture_check_integrity (fixture);
  disk_fixture_start (fixture);
  return status != 0;
}

/* While pushes that were acknowledged are forgotten, and while the store is
 * closed: some come again, in their order and with their ids, and those that
 * were not here come. */
static void
test_forgetting (DiskFixture *fixture, gconstpointer data)
{
  gboolean was_killed = TRUE;
  int n = 0;

  while (was_killed)
    {
      char *ids[PUSHES + 1] = { NULL };
      guint taken;

      n += get_step ();
      g_assert_cmpint (n, <, CALLS_MAX);
      start_anew (fixture, 0);
      g_assert_cmpuint (push_all (fixture), ==, PUSHES);
      fixture->shim->calls_to_live = n;
      app_appear (fixture->app);
      taken = take_until_killed (fixture, ids);
      was_killed = is_killed_at_end (fixture);
      g_assert_cmpint (push (fixture, PUSHES), ==, 201);
      expect_rest (fixture, ids, taken);
      clear_ids (ids);
    }
  g_test_message ("killed at calls up to the %dth, step %d", n - get_step (),
                  get_step ());
  g_assert_cmpint (n, >, CALLS_MIN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/kill-points/storing", DiskFixture, NULL, disk_fixture_set_up,
              test_storing, disk_fixture_tear_down);
  g_test_add ("/kill-points/forgetting", DiskFixture, NULL, disk_fixture_set_up,
              test_forgetting, disk_fixture_tear_down);
  return g_test_run ();
}
