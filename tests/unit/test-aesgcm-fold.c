/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/aesgcm-fold.h"

#include "core/error.h"
#include "core/push.h"

#include <string.h>

/* http-push.md, section 5.1. */

#define ENCRYPTION "salt=\"lngarbyKfMoi9Z75xYXmkg\""
#define CRYPTO_KEY                                                             \
  "keyid=p256dh;dh=\"BNoRDbb84JGm8g5Z5CFxurSqsXWJ11ItfXEWYVLE85Y7CYkDjXsIEc4"  \
  "aqxYaQ1G8BqkXCJ6DPpDrWtdWj_mugHU\""

static void
test_folds (void)
{
  static const char octets[] = "a\n\0b\r\n";
  g_autoptr (GBytes) body = g_bytes_new_static (octets, sizeof octets - 1);
  static const char expected[] = "aesgcm\n"
                                 "Encryption: " ENCRYPTION "\n"
                                 "Crypto-Key: " CRYPTO_KEY "\n"
                                 "a\n\0b\r\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) folded =
      ph_aesgcm_fold (ENCRYPTION, CRYPTO_KEY, body, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (folded, NULL), g_bytes_get_size (folded),
                   expected, sizeof expected - 1);
}

/* Bare values of usual length add 150 octets. */
static void
test_size (void)
{
  g_autofree char *dh = g_strnfill (strlen ("dh=") + 87, 'd');
  g_autofree char *salt = g_strnfill (strlen ("salt=") + 22, 's');
  g_autofree char *text = g_strnfill (3947, 'x');
  g_autoptr (GBytes) more = g_bytes_new (text, 3947);
  g_autoptr (GBytes) most = g_bytes_new_from_bytes (more, 0, 3946);
  g_autoptr (GBytes) folded = ph_aesgcm_fold (salt, dh, most, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_bytes_get_size (folded), ==, PH_PUSH_BODY_MAX);
  g_assert_null (ph_aesgcm_fold (salt, dh, more, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_TOO_LARGE);
  g_assert_cmpstr (error->message, ==,
                   "The body and the 150 octets of its header fields are "
                   "larger than 4096 octets.");
}

static void
check_wrong (const char *encryption, const char *crypto_key, const char *word)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ph_aesgcm_check_fields (encryption, crypto_key, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, word));
}

static void
test_fields (void)
{
  g_autofree char *sixteen = g_strnfill (16, 'x');
  g_autofree char *sixty_five = g_strnfill (65, 'x');

  g_assert_true (ph_aesgcm_check_fields (sixteen, sixty_five, NULL));
  check_wrong (NULL, sixty_five, "Encryption: ");
  check_wrong ("", sixty_five, "Encryption: ");
  check_wrong (sixteen + 1, sixty_five, "Encryption: ");
  check_wrong (sixteen, NULL, "Crypto-Key: ");
  check_wrong (sixteen, sixty_five + 1, "Crypto-Key: ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aesgcm-fold/folds", test_folds);
  g_test_add_func ("/aesgcm-fold/size", test_size);
  g_test_add_func ("/aesgcm-fold/fields", test_fields);
  return g_test_run ();
}
