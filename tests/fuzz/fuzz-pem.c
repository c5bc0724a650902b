/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/ec-pem.h"

#include "fuzz/fuzz.h"

/* A file that should have a private key in it. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) key = ph_ec_pem_read ((const char *) data, size, &error);
  g_autoptr (GBytes) pem = NULL;
  g_autoptr (PhEcKey) again = NULL;

  fuzz_expect_outcome (key != NULL, error);
  if (key == NULL)
    return 0;

  g_assert_true (ph_ec_key_is_private (key));
  pem = ph_ec_pem_write (key, &error);
  g_assert_no_error (error);
  again = ph_ec_pem_read (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem),
                          &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ph_ec_key_get_text (again), ==, ph_ec_key_get_text (key));
  return 0;
}
