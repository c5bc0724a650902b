/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/push.h"

static void
test_holds_what_it_was_given (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("a\0b", 3);
  g_autoptr (PhPush) push = ph_push_new (
      "message", 7, 3, &(PhPushContent){ .body = body, .ttl = 60 }, 1000);

  g_assert_cmpint (push->sequence, ==, 7);
  g_assert_cmpint (push->registration, ==, 3);
  g_assert_cmpstr (push->id, ==, "message");
  g_assert_true (push->body == body);
  g_assert_cmpuint (push->ttl, ==, 60);
  g_assert_cmpint (push->received, ==, 1000);
}

static void
on_freed (gpointer user_data)
{
  gboolean *freed = user_data;

  *freed = TRUE;
}

static void
test_lives_as_long_as_a_reference (void)
{
  gboolean freed = FALSE;
  GBytes *body = g_bytes_new_with_free_func ("x", 1, on_freed, &freed);
  PhPush *push = ph_push_new ("message", 1, 1,
                              &(PhPushContent){ .body = body, .ttl = 0 }, 0);

  g_bytes_unref (body);
  g_assert_true (ph_push_ref (push) == push);

  ph_push_unref (push);
  g_assert_false (freed);

  ph_push_unref (push);
  g_assert_true (freed);
}

static void
test_expires_after_its_ttl (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);
  g_autoptr (PhPush) now =
      ph_push_new ("a", 1, 1, &(PhPushContent){ .body = body, .ttl = 0 }, 5000);
  g_autoptr (PhPush) soon =
      ph_push_new ("b", 2, 1, &(PhPushContent){ .body = body, .ttl = 2 }, 5000);
  g_autoptr (PhPush) late = ph_push_new (
      "c", 3, 1, &(PhPushContent){ .body = body, .ttl = G_MAXINT32 }, 5000);

  g_assert_cmpint (ph_push_expires (now), ==, 5000);
  g_assert_cmpint (ph_push_expires (soon), ==, 2005000);
  g_assert_cmpint (ph_push_expires (late), ==, 2147483647005000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/push/holds", test_holds_what_it_was_given);
  g_test_add_func ("/push/references", test_lives_as_long_as_a_reference);
  g_test_add_func ("/push/expires", test_expires_after_its_ttl);
  return g_test_run ();
}
