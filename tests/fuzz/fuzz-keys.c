/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/subscription-keys.h"

#include "fuzz/fuzz.h"
#include "webpush/ec-pem.h"
#include "webpush/vapid-key.h"

#include <string.h>

/* What was read is a key, and only one text stands for it. */
static void
expect_key (const PhEcKey *key, const char *text)
{
  const guint8 *point = ph_ec_key_get_point (key);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) again =
      ph_ec_key_new_from_point (point, PH_EC_POINT_SIZE, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (point[0], ==, 4);
  g_assert_cmpstr (ph_ec_key_get_text (again), ==, ph_ec_key_get_text (key));
  if (text != NULL)
    g_assert_cmpstr (ph_ec_key_get_text (key), ==, text);
}

static void
expect_private (const PhEcKey *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pem = ph_ec_pem_write (key, &error);
  g_autoptr (PhEcKey) again = NULL;

  g_assert_true (ph_ec_key_is_private (key));
  g_assert_no_error (error);
  again = ph_ec_pem_read (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem),
                          &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ph_ec_key_get_text (again), ==, ph_ec_key_get_text (key));
}

static void
check_point (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) key = ph_ec_key_new_from_point (data, size, &error);

  fuzz_expect_outcome (key != NULL, error);
  if (key != NULL)
    expect_key (key, NULL);
}

static void
check_scalar (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhEcKey) key = ph_ec_key_new_from_scalar (data, size, &error);

  fuzz_expect_outcome (key != NULL, error);
  if (key == NULL)
    return;

  expect_key (key, NULL);
  expect_private (key);
}

static void
check_vapid (const char *text)
{
  g_autoptr (GError) error = NULL;
  gboolean valid = ph_vapid_key_check (text, &error);
  g_autoptr (PhEcKey) key = ph_ec_key_new_from_text (text, NULL);

  fuzz_expect_outcome (valid, error);
  g_assert_cmpint (valid, ==, key != NULL);
  if (valid)
    expect_key (key, text);
  else
    g_assert_true (g_str_has_prefix (error->message, "vapid: "));
}

static void
check_subscription (const char *p256dh, const char *auth)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhSubscriptionKeys) keys =
      ph_subscription_keys_read (p256dh, auth, &error);
  g_autofree char *again = NULL;

  fuzz_expect_outcome (keys != NULL, error);
  if (keys == NULL)
    return;

  expect_key (keys->p256dh, p256dh);
  again = ph_subscription_keys_get_auth (keys);
  g_assert_cmpstr (again, ==, auth);
}

/* The octets of a public or a private key; or a public key and, in the second
 * line, an authentication secret in base64url. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto (GStrv) lines = fuzz_lines (data, size);

  check_point (data, size);
  check_scalar (data, size);
  if (lines[0] == NULL)
    return 0;

  check_vapid (lines[0]);
  check_subscription (lines[0], lines[1] != NULL ? lines[1] : "");
  return 0;
}
