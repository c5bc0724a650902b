/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/random-octets.h"

#include <string.h>

#define SIZE 16

/* As many as were asked for, others each time. */
static void
test_fill (void)
{
  static const guint8 zeros[SIZE];
  guint8 first[SIZE + 1] = { 0 };
  guint8 second[SIZE] = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_random_octets_fill (first, SIZE, &error));
  g_assert_no_error (error);
  g_assert_true (ph_random_octets_fill (second, SIZE, &error));
  g_assert_no_error (error);

  g_assert_true (memcmp (first, zeros, SIZE) != 0);
  g_assert_true (memcmp (first, second, SIZE) != 0);
  g_assert_cmpuint (first[SIZE], ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random-octets/fill", test_fill);
  return g_test_run ();
}
