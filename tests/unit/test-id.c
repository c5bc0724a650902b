/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/id.h"

#include "core/base64url.h"

#include <string.h>

#define MANY 10000

static void
test_shape (void)
{
  g_autofree char *id = ph_id_new ();
  g_autoptr (GBytes) octets = ph_base64url_decode (id);

  g_assert_cmpuint (strlen (id), ==, PH_ID_LENGTH);
  g_assert_true (ph_id_is_valid (id));
  g_assert_nonnull (octets);
  g_assert_cmpuint (g_bytes_get_size (octets) * 8, ==, 160);
}

static void
test_no_two_are_alike (void)
{
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < MANY; i++)
    g_assert_true (g_hash_table_add (seen, ph_id_new ()));
}

/* Each of 160 random bits is set in about half of many identifiers; 450 is nine
 * standard deviations. */
static void
test_every_bit_is_random (void)
{
  guint n_set[160] = { 0 };

  for (guint i = 0; i < MANY; i++)
    {
      g_autofree char *id = ph_id_new ();
      g_autoptr (GBytes) octets = ph_base64url_decode (id);
      const guint8 *data = g_bytes_get_data (octets, NULL);

      for (guint bit = 0; bit < 160; bit++)
        n_set[bit] += (data[bit / 8] >> (bit % 8)) & 1;
    }

  for (guint bit = 0; bit < 160; bit++)
    g_assert_cmpint (ABS ((int) n_set[bit] - MANY / 2), <, 450);
}

static void
test_validity (void)
{
  g_assert_true (ph_id_is_valid ("abcdefghijklmnopqrstuvwxyz0"));
  g_assert_true (ph_id_is_valid ("ABCDEFGHIJKLMNOPQRSTUVWX-_9"));
  g_assert_false (ph_id_is_valid (""));
  g_assert_false (ph_id_is_valid ("abcdefghijklmnopqrstuvwxyz"));
  g_assert_false (ph_id_is_valid ("abcdefghijklmnopqrstuvwxyz01"));
  g_assert_false (ph_id_is_valid ("abcdefghijklmnopqrstuvwxyz."));
  g_assert_false (ph_id_is_valid ("abcdefghijklmnopqrstuvwxyz="));
  g_assert_false (ph_id_is_valid ("abcdefghijklmnopqrstuvwxy\xc3\xa9"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/id/shape", test_shape);
  g_test_add_func ("/id/no-two-alike", test_no_two_are_alike);
  g_test_add_func ("/id/every-bit-random", test_every_bit_is_random);
  g_test_add_func ("/id/validity", test_validity);
  return g_test_run ();
}
