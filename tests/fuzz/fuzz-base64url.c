/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/base64url.h"

#include "fuzz/fuzz.h"

#include <string.h>

static void
expect_back (const guint8 *data, gsize size)
{
  g_autofree char *text = ph_base64url_encode (data, size);
  g_autoptr (GBytes) octets = ph_base64url_decode (text);

  g_assert_nonnull (octets);
  g_assert_cmpmem (g_bytes_get_data (octets, NULL), g_bytes_get_size (octets),
                   data, size);
}

/* What can be decoded is what an encoder makes, but for the spare bits of the
 * last character. */
static void
expect_same (const char *text, GBytes *octets)
{
  gsize length = strlen (text);
  g_autofree char *again = ph_base64url_encode (g_bytes_get_data (octets, NULL),
                                                g_bytes_get_size (octets));

  g_assert_cmpuint (strlen (again), ==, length);
  g_assert_cmpmem (again, MAX (length, 1) - 1, text, MAX (length, 1) - 1);
  if (length % 4 == 0)
    g_assert_cmpstr (again, ==, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autoptr (GBytes) octets = ph_base64url_decode (text);

  expect_back (data, size);
  if (octets != NULL)
    expect_same (text, octets);
  return 0;
}
