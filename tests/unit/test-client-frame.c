/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/client-frame.h"

#include <string.h>

static void
wait_with (GQueue *waiting, const char *id, const char *octets)
{
  g_autoptr (GBytes) body = g_bytes_new_static (octets, strlen (octets));
  g_autoptr (PhPush) push =
      ph_push_new ("push", 0, 0, &(PhPushContent){ .body = body, .ttl = 0 }, 0);

  g_queue_push_tail (waiting, ph_client_item_new (id, push));
}

/* The next piece must be @text and take @n of what waits. */
static void
expect (PhClientStyle style, GQueue *waiting, const char *text, guint n)
{
  g_autoptr (GPtrArray) taken =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ph_client_item_free);
  guint before = g_queue_get_length (waiting);
  g_autoptr (GBytes) piece = ph_client_frame_next (style, waiting, taken);

  g_assert_cmpmem (g_bytes_get_data (piece, NULL), g_bytes_get_size (piece),
                   text, strlen (text));
  g_assert_cmpuint (taken->len, ==, n);
  g_assert_cmpuint (g_queue_get_length (waiting), ==, before - n);
}

static void
test_plain (void)
{
  GQueue waiting = G_QUEUE_INIT;

  wait_with (&waiting, "A", "one");
  wait_with (&waiting, "A", "two\n");

  expect (PH_CLIENT_STYLE_PLAIN, &waiting, "one\n\n", 1);
  expect (PH_CLIENT_STYLE_PLAIN, &waiting, "two\n\n\n", 1);
}

static void
test_objects (void)
{
  GQueue waiting = G_QUEUE_INIT;

  wait_with (&waiting, "A", "f");
  wait_with (&waiting, "A", "fo");
  wait_with (&waiting, "B", "foo");
  wait_with (&waiting, "A", "\xff\xfe\xfd");

  expect (PH_CLIENT_STYLE_OBJECTS, &waiting,
          "{\"A\":\"Zg==\",\"B\":\"Zm9v\"}\r\n", 2);
  expect (PH_CLIENT_STYLE_OBJECTS, &waiting, "{\"A\":\"Zm8=\"}\r\n", 1);
  expect (PH_CLIENT_STYLE_OBJECTS, &waiting, "{\"A\":\"//79\"}\r\n", 1);
}

static void
test_batches (void)
{
  GQueue waiting = G_QUEUE_INIT;

  wait_with (&waiting, "B", "f");
  wait_with (&waiting, "A", "fo");
  wait_with (&waiting, "B", "foo");

  expect (PH_CLIENT_STYLE_BATCHES, &waiting,
          "{\"B\":[\"Zg==\",\"Zm9v\"],\"A\":[\"Zm8=\"]}\r\n", 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client-frame/plain", test_plain);
  g_test_add_func ("/client-frame/objects", test_objects);
  g_test_add_func ("/client-frame/batches", test_batches);
  return g_test_run ();
}
