/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/topic.h"

#include "core/error.h"

/* http-push.md, section 2.4. */

#define LONGEST "0123456789abcdefghijklmnopqrstuv"

static void
check (const char *first, const char *topic)
{
  const char *const values[] = { first, NULL };
  const char *read = "none was told";
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_topic_parse (values, &read, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (read, ==, topic);
}

static void
check_refused (const char *first, const char *second, const char *sentence)
{
  const char *const values[] = { first, second, NULL };
  const char *read = "none was told";
  g_autoptr (GError) error = NULL;

  g_assert_false (ph_topic_parse (values, &read, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_null (read);
}

static void
test_none_or_empty_is_no_topic (void)
{
  check (NULL, NULL);
  check ("", NULL);
}

static void
test_one_to_32_characters (void)
{
  G_STATIC_ASSERT (sizeof LONGEST == PH_TOPIC_MAX + 1);

  check ("a", "a");
  check ("-", "-");
  check ("ABCXYZabcxyz0189-_", "ABCXYZabcxyz0189-_");
  check (LONGEST, LONGEST);
}

/* RFC 8030 section 5.4: compared as it is, so kept as it is. */
static void
test_case_is_kept (void)
{
  check ("Topic", "Topic");
  check ("tOPIC", "tOPIC");
}

/* Sygnal and Synapse send 22 octets in base64url with its padding. */
static void
test_padding_of_matrix_servers (void)
{
  check ("MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMg==",
         "MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMg==");
  check ("a=", "a=");
  check ("0123456789abcdefghijklmnopqrst==",
         "0123456789abcdefghijklmnopqrst==");
}

static void
test_wrong_characters (void)
{
  static const char *const wrong[] = {
    "=",
    "==",
    "a===",
    "a=b",
    "=a",
    "0123456789abcdefghijklmnopqrstuvw",
    "0123456789abcdefghijklmnopqrstuv=",
    " ",
    "a b",
    "a+b",
    "a/b",
    "a,b",
    "a, b",
    "a;b",
    "\"a\"",
    "caf\xc3\xa9",
    "0123456789abcdefghijklmnopqrstu==",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    check_refused (
        wrong[i], NULL,
        "Topic: must be 1 to 32 characters of A-Z, a-z, 0-9, - and _.");
}

static void
test_repeated (void)
{
  static const char sentence[] = "Topic: must be there once at most.";

  check_refused ("a", "b", sentence);
  check_refused ("a", "a", sentence);
  check_refused ("a", "", sentence);
  check_refused ("", "a", sentence);
  check_refused ("", "", sentence);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/topic/none", test_none_or_empty_is_no_topic);
  g_test_add_func ("/topic/length", test_one_to_32_characters);
  g_test_add_func ("/topic/case", test_case_is_kept);
  g_test_add_func ("/topic/padding", test_padding_of_matrix_servers);
  g_test_add_func ("/topic/wrong", test_wrong_characters);
  g_test_add_func ("/topic/repeated", test_repeated);
  return g_test_run ();
}
