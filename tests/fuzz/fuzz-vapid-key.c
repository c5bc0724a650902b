/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-key.h"

#include "core/base64url.h"
#include "fuzz/fuzz.h"

#include <string.h>

static void
expect_key (const char *text)
{
  g_autoptr (GBytes) point = ph_base64url_decode (text);
  g_autofree char *again = NULL;
  gsize size = 0;
  const guint8 *octets;

  g_assert_nonnull (point);
  octets = g_bytes_get_data (point, &size);
  g_assert_cmpuint (size, ==, 65);
  g_assert_cmpuint (octets[0], ==, 4);
  again = ph_base64url_encode (octets, size);
  g_assert_cmpstr (again, ==, text);
}

static void
check (const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean valid = ph_vapid_key_check (text, &error);

  fuzz_expect_outcome (valid, error);
  if (valid)
    expect_key (text);
  else
    g_assert_true (g_str_has_prefix (error->message, "vapid: "));
}

/* As text and, so that the curve is reached, as the octets of a point. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_autofree char *encoded = ph_base64url_encode (data, size);

  check (text);
  check (encoded);
  return 0;
}
