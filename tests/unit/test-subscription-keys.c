/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/subscription-keys.h"

#include "core/error.h"

#include <string.h>

/* Of the example in RFC 8291 appendix A. */
#define P256DH                                                                 \
  "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZ"   \
  "GH6SRpkNtoIAiw4"
#define AUTH "BTBZMqHH6r4Tts7J_aSIgg"

static void
check_refused (const char *p256dh, const char *auth, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ph_subscription_keys_read (p256dh, auth, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_reads (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhSubscriptionKeys) keys =
      ph_subscription_keys_read (P256DH, AUTH, &error);
  g_autofree char *auth = NULL;

  g_assert_no_error (error);
  auth = ph_subscription_keys_get_auth (keys);
  g_assert_cmpstr (ph_ec_key_get_text (keys->p256dh), ==, P256DH);
  g_assert_cmpstr (auth, ==, AUTH);
  g_assert_false (ph_ec_key_is_private (keys->p256dh));
}

static void
test_generates (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhSubscriptionKeys) one = ph_subscription_keys_generate (&error);
  g_autoptr (PhSubscriptionKeys) two = ph_subscription_keys_generate (&error);

  g_assert_no_error (error);
  g_assert_true (ph_ec_key_is_private (one->p256dh));
  g_assert_cmpstr (ph_ec_key_get_text (one->p256dh), !=,
                   ph_ec_key_get_text (two->p256dh));
  g_assert_true (memcmp (one->auth, two->auth, sizeof one->auth) != 0);
}

static void
test_says_which_is_wrong (void)
{
  g_autofree char *beside = g_strdup (P256DH);

  beside[1] = beside[1] == 'A' ? 'B' : 'A';
  check_refused ("abc", AUTH, "KEY must be 87 characters long, not 3.");
  check_refused (beside, AUTH, "KEY must be a point on the curve P-256.");
  check_refused (AUTH, P256DH, "KEY must be 87 characters long, not 22.");
  check_refused (P256DH, "abc", "AUTH must be 22 characters long, not 3.");
  check_refused (P256DH, "BTBZMqHH6r4Tts7J/aSIgg",
                 "AUTH must be base64url without padding.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/subscription-keys/reads", test_reads);
  g_test_add_func ("/subscription-keys/generates", test_generates);
  g_test_add_func ("/subscription-keys/wrong", test_says_which_is_wrong);
  return g_test_run ();
}
