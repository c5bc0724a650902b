/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/auth-secret.h"

#include "core/base64url.h"
#include "core/error.h"

#include <string.h>

/* The one of the example in RFC 8291 appendix A. */
#define EXAMPLE "BTBZMqHH6r4Tts7J_aSIgg"

static void
check_refused (const char *text, const char *message)
{
  guint8 auth[PH_AUTH_SECRET_SIZE];
  g_autoptr (GError) error = NULL;

  g_assert_false (ph_auth_secret_read (text, auth, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_reads_the_example (void)
{
  guint8 auth[PH_AUTH_SECRET_SIZE];
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (ph_auth_secret_read (EXAMPLE, auth, &error));
  g_assert_no_error (error);
  text = ph_base64url_encode (auth, sizeof auth);
  g_assert_cmpstr (text, ==, EXAMPLE);
}

static void
test_reads_what_it_makes (void)
{
  for (guint i = 0; i < 100; i++)
    {
      guint8 made[PH_AUTH_SECRET_SIZE];
      guint8 read[PH_AUTH_SECRET_SIZE];
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      g_assert_true (ph_auth_secret_generate (made, &error));
      text = ph_base64url_encode (made, sizeof made);
      g_assert_true (ph_auth_secret_read (text, read, &error));
      g_assert_no_error (error);
      g_assert_cmpmem (read, sizeof read, made, sizeof made);
    }
}

static void
test_makes_another_each_time (void)
{
  guint8 one[PH_AUTH_SECRET_SIZE];
  guint8 two[PH_AUTH_SECRET_SIZE];
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_auth_secret_generate (one, &error));
  g_assert_true (ph_auth_secret_generate (two, &error));
  g_assert_true (memcmp (one, two, sizeof one) != 0);
}

static void
test_refuses_other_texts (void)
{
  static const char not_base64url[] = "must be base64url without padding.";

  check_refused ("", "must be 22 characters long, not 0.");
  check_refused ("BTBZMqHH6r4Tts7J_aSIg", "must be 22 characters long, not "
                                          "21.");
  check_refused (EXAMPLE "==", "must be 22 characters long, not 24.");
  check_refused ("BTBZMqHH6r4Tts7J/aSIgg", not_base64url);
  check_refused ("BTBZMqHH6r4Tts7J aSIgg", not_base64url);
  /* The same octets, but for bits that are none of theirs. */
  check_refused ("BTBZMqHH6r4Tts7J_aSIgh", not_base64url);
  check_refused ("BTBZMqHH6r4Tts7J_aSIgv", not_base64url);
}

static void
test_clears (void)
{
  static const guint8 none[PH_AUTH_SECRET_SIZE] = { 0 };
  guint8 auth[PH_AUTH_SECRET_SIZE];

  memset (auth, 0xff, sizeof auth);
  ph_auth_secret_clear (auth);
  g_assert_cmpmem (auth, sizeof auth, none, sizeof none);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/auth-secret/example", test_reads_the_example);
  g_test_add_func ("/auth-secret/round", test_reads_what_it_makes);
  g_test_add_func ("/auth-secret/random", test_makes_another_each_time);
  g_test_add_func ("/auth-secret/refuses", test_refuses_other_texts);
  g_test_add_func ("/auth-secret/clears", test_clears);
  return g_test_run ();
}
