/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/outbox.h"

#include "backlog-fixture.h"
#include "support/fake-receiver.h"
#include "support/wait.h"

/* "The back-off ran out" ends a wait; nothing else happens here. */

static void
on_changed (PhEntry *entry, gpointer user_data)
{
}

static void
test_tries_again_by_itself (BacklogFixture *fixture, gconstpointer data)
{
  g_autoptr (FakeReceiver) receiver = fake_receiver_new ();
  g_autoptr (PhPush) push = make_push (1, 1);
  g_autoptr (GAsyncResult) accepted = NULL;
  PhOutbox *outbox = NULL;

  backlog_close (fixture);
  fixture->parts.changed = on_changed;
  fixture->parts.backoff = 1;
  outbox =
      ph_outbox_new (&fixture->parts, fixture->entry, PH_RECEIVER (receiver));

  fake_receiver_set_manner (receiver, FAKE_FAILS);
  ph_outbox_accept (outbox, push,
                    g_task_new (NULL, NULL, wait_take_result, &accepted));
  wait_until (accepted != NULL && fake_receiver_get_calls (receiver) >= 3);
  g_assert_cmpuint (fixture->entry->load.waiting, ==, 1);

  fake_receiver_set_manner (receiver, FAKE_ACKNOWLEDGES);
  wait_until (fixture->entry->load.waiting == 0);
  g_assert_cmpuint (backlog_count_stored (fixture), ==, 0);

  ph_push_unref (g_task_propagate_pointer (G_TASK (accepted), NULL));
  ph_outbox_close (outbox);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/outbox-backoff/runs-out", BacklogFixture, NULL, backlog_set_up,
              test_tries_again_by_itself, backlog_tear_down);
  return g_test_run ();
}
