/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-key.h"

#include "core/base64url.h"
#include "core/error.h"

#include <openssl/err.h>
#include <string.h>

/* The key of the example in RFC 8292 section 2.4. */
#define EXAMPLE                                                                \
  "BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9"   \
  "ojSwk5Y2EmClBPs"

static void
check_refused (const char *key, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (ph_vapid_key_check (key, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

static void
test_accepts_the_example (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_vapid_key_check (EXAMPLE, &error));
  g_assert_no_error (error);
}

static void
test_refuses_other_lengths (void)
{
  g_autofree char *longer = g_strconcat (EXAMPLE, "A", NULL);
  g_autofree char *shorter = g_strndup (EXAMPLE, PH_VAPID_KEY_LENGTH - 1);

  check_refused ("", "vapid: must be 87 characters long, not 0.");
  check_refused (longer, "vapid: must be 87 characters long, not 88.");
  check_refused (shorter, "vapid: must be 87 characters long, not 86.");
}

static void
test_refuses_other_alphabets (void)
{
  static const char wrong[] = "+/= \n.";

  for (const char *c = wrong; *c != '\0'; c++)
    {
      g_autofree char *key = g_strdup (EXAMPLE);

      key[40] = *c;
      check_refused (key, "vapid: must be base64url without padding.");
    }
}

/* "…Ps" and "…Pt" decode to the same octets; only the first is an encoder's. */
static void
test_refuses_spare_bits (void)
{
  g_autofree char *key = g_strdup (EXAMPLE);

  key[PH_VAPID_KEY_LENGTH - 1] = 't';
  check_refused (key, "vapid: must be base64url without padding.");
}

static void
test_refuses_other_forms (void)
{
  static const guint8 forms[] = { 0x00, 0x02, 0x03, 0x05, 0x06, 0x07, 0xff };
  g_autoptr (GBytes) point = ph_base64url_decode (EXAMPLE);

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      guint8 octets[65];
      g_autofree char *key = NULL;

      memcpy (octets, g_bytes_get_data (point, NULL), sizeof octets);
      octets[0] = forms[i];
      key = ph_base64url_encode (octets, sizeof octets);
      check_refused (key, "vapid: must be an uncompressed point, which begins "
                          "with the octet 0x04.");
    }
}

static void
test_refuses_every_point_beside_the_curve (void)
{
  g_autoptr (GBytes) point = ph_base64url_decode (EXAMPLE);

  for (gsize i = 1; i < 65; i++)
    {
      guint8 octets[65];
      g_autofree char *key = NULL;

      memcpy (octets, g_bytes_get_data (point, NULL), sizeof octets);
      octets[i] ^= 0x01;
      key = ph_base64url_encode (octets, sizeof octets);
      check_refused (key, "vapid: must be a point on the curve P-256.");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vapid-key/example", test_accepts_the_example);
  g_test_add_func ("/vapid-key/length", test_refuses_other_lengths);
  g_test_add_func ("/vapid-key/alphabet", test_refuses_other_alphabets);
  g_test_add_func ("/vapid-key/spare-bits", test_refuses_spare_bits);
  g_test_add_func ("/vapid-key/form", test_refuses_other_forms);
  g_test_add_func ("/vapid-key/curve",
                   test_refuses_every_point_beside_the_curve);
  return g_test_run ();
}
