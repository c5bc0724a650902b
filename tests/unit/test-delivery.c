/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/delivery.h"

#include "core/error.h"
#include "support/wait.h"

static PhDelivery *
delivery_new (guint32 ttl, GAsyncResult **result)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("hello", 5);
  g_autoptr (PhPush) push =
      ph_push_new ("id", 1, 1, &(PhPushContent){ .body = body, .ttl = ttl }, 0);
  GTask *accept = NULL;

  if (result != NULL)
    accept = g_task_new (NULL, NULL, wait_take_result, result);
  return ph_delivery_new (push, accept);
}

static gboolean
never (gpointer user_data)
{
  g_assert_not_reached ();
}

static void
test_ttl_0_is_not_worth_storing (void)
{
  g_autoptr (PhDelivery) now_or_never = delivery_new (0, NULL);
  g_autoptr (PhDelivery) lasting = delivery_new (1, NULL);

  g_assert_false (now_or_never->keep);
  g_assert_true (lasting->keep);
}

static void
test_is_wanted_until_it_is_not (void)
{
  g_autoptr (PhDelivery) now_or_never = delivery_new (0, NULL);
  g_autoptr (PhDelivery) lasting = delivery_new (1, NULL);

  g_assert_true (ph_delivery_is_wanted (now_or_never));
  now_or_never->fate = PH_EVENT_REPLACED;
  g_assert_false (ph_delivery_is_wanted (now_or_never));

  lasting->fate = PH_EVENT_REPLACED; /* as soon as the later one is stored */
  g_assert_true (ph_delivery_is_wanted (lasting));
  lasting->keep = FALSE;
  g_assert_false (ph_delivery_is_wanted (lasting));
}

static void
test_the_sender_gets_its_push (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PhDelivery) delivery = delivery_new (60, &result);
  g_autoptr (PhPush) push = NULL;
  g_autoptr (GError) error = NULL;

  ph_delivery_answer (delivery, NULL);
  wait_until (result != NULL);
  push = g_task_propagate_pointer (G_TASK (result), &error);
  g_assert_no_error (error);
  g_assert_true (push == delivery->push);
}

/* What happens to the push after the answer is not the sender's business. */
static void
test_only_the_first_answer_counts (void)
{
  g_autoptr (GError) removed =
      g_error_new_literal (PH_ERROR, PH_ERROR_REMOVED, "Removed.");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PhDelivery) delivery = delivery_new (60, &result);
  g_autoptr (GError) error = NULL;

  ph_delivery_answer (delivery, removed);
  ph_delivery_answer (delivery, NULL);
  wait_until (result != NULL);
  g_assert_null (g_task_propagate_pointer (G_TASK (result), &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_REMOVED);
}

static void
test_an_answer_ends_the_grace_time (void)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PhDelivery) delivery = delivery_new (60, &result);
  guint source = g_idle_add_full (G_PRIORITY_LOW, never, NULL, NULL);

  delivery->grace_source = source;
  ph_delivery_answer (delivery, NULL);
  g_assert_cmpuint (delivery->grace_source, ==, 0);
  g_assert_null (g_main_context_find_source_by_id (NULL, source));
  wait_until (result != NULL);
  ph_push_unref (g_task_propagate_pointer (G_TASK (result), NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delivery/ttl-0", test_ttl_0_is_not_worth_storing);
  g_test_add_func ("/delivery/wanted", test_is_wanted_until_it_is_not);
  g_test_add_func ("/delivery/its-push", test_the_sender_gets_its_push);
  g_test_add_func ("/delivery/first-answer", test_only_the_first_answer_counts);
  g_test_add_func ("/delivery/grace-time", test_an_answer_ends_the_grace_time);
  return g_test_run ();
}
