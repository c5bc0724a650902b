/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/encoding.h"

#include "rule-names.h"

#include <string.h>

/* http-push.md, section 2.5. */

static const char *const no_lines[] = { NULL };

static char *
read_names (const PhEncodingFields *fields, PhEncoding expected)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();
  g_autofree char *text = NULL;

  g_assert_cmpint (ph_encoding_read (fields, findings), ==, expected);
  text = ph_findings_to_text (findings);
  return rule_names_read (text);
}

/* One or two lines of Content-Encoding, or none. */
static void
check (const char *first,
       const char *second,
       PhEncoding expected,
       const char *rules)
{
  const char *const lines[] = { first, second, NULL };
  const PhEncodingFields fields = { lines, no_lines, no_lines };
  g_autofree char *names = read_names (&fields, expected);

  g_assert_cmpstr (names, ==, rules);
}

static void
test_the_right_one (void)
{
  check ("aes128gcm", NULL, PH_ENCODING_AES128GCM, "");
  check ("AES128GCM", NULL, PH_ENCODING_AES128GCM, "");
  check (" aes128gcm\t", NULL, PH_ENCODING_AES128GCM, "");
}

static void
test_none (void)
{
  check (NULL, NULL, PH_ENCODING_NONE, "encoding-missing");
  check ("", NULL, PH_ENCODING_NONE, "encoding-missing");
  check (" , ,", "", PH_ENCODING_NONE, "encoding-missing");
}

static void
test_others (void)
{
  check ("aesgcm", NULL, PH_ENCODING_AESGCM, "encoding-aesgcm");
  check ("AesGcm", NULL, PH_ENCODING_AESGCM, "encoding-aesgcm");
  check ("gzip", NULL, PH_ENCODING_OTHER, "encoding-unknown");
  check ("br", NULL, PH_ENCODING_OTHER, "encoding-unknown");
  check ("aesgcm128", NULL, PH_ENCODING_OTHER, "encoding-unknown");
  check ("identity", NULL, PH_ENCODING_OTHER, "encoding-unknown");
  check ("aes128gcm; q=1", NULL, PH_ENCODING_OTHER, "encoding-unknown");
}

/* Through the aesgcm gateway. */
static void
test_folded (void)
{
  static const char *const draft[] = { "aesgcm", NULL };
  static const char *const other[] = { "gzip", NULL };
  const PhEncodingFields right = { draft, no_lines, no_lines, TRUE };
  const PhEncodingFields wrong = { other, no_lines, no_lines, TRUE };
  g_autofree char *none = read_names (&right, PH_ENCODING_AESGCM);
  g_autofree char *unknown = read_names (&wrong, PH_ENCODING_OTHER);

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (unknown, ==, "encoding-unknown");
}

/* What gateways send that add their own line, or the same one. */
static void
test_several (void)
{
  check ("aes128gcm, aes128gcm", NULL, PH_ENCODING_AES128GCM,
         "encoding-repeated");
  check ("aes128gcm", "aes128gcm", PH_ENCODING_AES128GCM, "encoding-repeated");
  check ("aes128gcm", "gzip", PH_ENCODING_AES128GCM, "encoding-repeated");
  check ("aesgcm", "aes128gcm", PH_ENCODING_AESGCM,
         "encoding-repeated encoding-aesgcm");
  check ("gzip,aes128gcm", NULL, PH_ENCODING_OTHER,
         "encoding-repeated encoding-unknown");
  check ("", "aes128gcm", PH_ENCODING_AES128GCM, "");
}

/* Lines of Encryption and Crypto-Key beside aes128gcm. */
static void
check_draft (const char *encryption, const char *crypto_key, const char *rules)
{
  const char *const coding[] = { "aes128gcm", NULL };
  const char *const salts[] = { encryption, NULL };
  const char *const keys[] = { crypto_key, NULL };
  const PhEncodingFields fields = { coding, salts, keys };
  g_autofree char *names = read_names (&fields, PH_ENCODING_AES128GCM);

  g_assert_cmpstr (names, ==, rules);
}

static void
test_fields_of_the_draft (void)
{
  check_draft ("salt=abc", NULL, "encoding-mixed");
  check_draft ("keyid=p256dh;salt=abc", NULL, "encoding-mixed");
  check_draft ("keyid=a, rs=4096; SALT=abc", NULL, "encoding-mixed");
  check_draft (NULL, "dh=abc", "encoding-mixed");
  check_draft (NULL, "p256ecdsa=abc;dh=def", "encoding-mixed");
  check_draft (NULL, "p256dh=abc;dh=def", "encoding-mixed");
  check_draft ("salt=abc", "dh=def", "encoding-mixed");
  check_draft ("keyid=p256dh; salt = abc", NULL, "encoding-mixed");
  check_draft ("salt=\"abc\", x", NULL, "encoding-mixed");
  check_draft (NULL, "keyid=\"a;b\" ;dh=def", "encoding-mixed");

  /* The VAPID key of the older scheme stands there, too. */
  check_draft (NULL, "p256ecdsa=abc", "");
  check_draft (NULL, "p256dh=abc", "");
  check_draft (NULL, "keyid=\"a;dh=b\"", "");
  check_draft ("rs=4096", "keyid=a", "");
  check_draft ("", "", "");
}

/* They belong to aesgcm. */
static void
test_fields_where_they_belong (void)
{
  static const char *const coding[] = { "aesgcm", NULL };
  static const char *const salts[] = { "salt=abc", NULL };
  static const char *const keys[] = { "dh=abc", NULL };
  const PhEncodingFields fields = { coding, salts, keys };
  g_autofree char *names = read_names (&fields, PH_ENCODING_AESGCM);

  g_assert_cmpstr (names, ==, "encoding-aesgcm");
}

/* What a sender can put into a field is neither kept nor shown as a whole. */
static void
test_long_fields (void)
{
  g_autofree char *word = g_strnfill (60000, 'x');
  g_autofree char *commas = g_strnfill (60000, ',');
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < 5000; i++)
    g_string_append (list, "aes128gcm,");

  check (word, NULL, PH_ENCODING_OTHER, "encoding-unknown");
  check (commas, NULL, PH_ENCODING_NONE, "encoding-missing");
  check (list->str, list->str, PH_ENCODING_AES128GCM, "encoding-repeated");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding/right", test_the_right_one);
  g_test_add_func ("/encoding/none", test_none);
  g_test_add_func ("/encoding/others", test_others);
  g_test_add_func ("/encoding/folded", test_folded);
  g_test_add_func ("/encoding/several", test_several);
  g_test_add_func ("/encoding/draft", test_fields_of_the_draft);
  g_test_add_func ("/encoding/aesgcm", test_fields_where_they_belong);
  g_test_add_func ("/encoding/long", test_long_fields);
  return g_test_run ();
}
