/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/framing.h"

#include "encrypted.h"
#include "rule-names.h"
#include "webpush/message-crypto.h"

#include <string.h>

/* http-push.md, section 2.5: bodies labelled aes128gcm, looked at without a
 * key. */

/* Where the parts of the header are (RFC 8188 section 2.1). */
#define RECORD_SIZE_AT 16
#define KEY_ID_SIZE_AT 20
#define KEY_ID_AT 21

static GByteArray *
encrypt (gsize size)
{
  return g_bytes_unref_to_array (encrypted_new (size));
}

/* Returns: (transfer full): one line for each finding, or NULL. */
static char *
find (const guint8 *octets, gsize size, GBytes *vapid_key)
{
  g_autoptr (PhFindings) findings = ph_findings_new ();
  g_autoptr (GBytes) body = g_bytes_new (octets, size);

  ph_framing_check (body, vapid_key, findings);
  return ph_findings_to_text (findings);
}

static void
check (const GByteArray *body, const char *rules)
{
  g_autofree char *text = find (body->data, body->len, NULL);
  g_autofree char *names = rule_names_read (text);

  g_assert_cmpstr (names, ==, rules);
}

static void
set_record_size (GByteArray *body, guint32 record_size)
{
  record_size = GUINT32_TO_BE (record_size);
  memcpy (body->data + RECORD_SIZE_AT, &record_size, sizeof record_size);
}

static void
test_right_bodies (void)
{
  static const gsize sizes[] = { 0, 1, 100, PH_MESSAGE_TEXT_MAX };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GByteArray) body = encrypt (sizes[i]);

      check (body, "");
    }
}

static void
test_length (void)
{
  g_autoptr (GByteArray) body = encrypt (0);
  g_autofree char *text = NULL;

  g_assert_cmpuint (body->len, ==, 103);
  g_byte_array_set_size (body, 102);
  check (body, "framing-length");
  text = find (body->data, body->len, NULL);
  g_assert_nonnull (strstr (text, "seen: 102 octets; expected: at least 103"));

  check (g_byte_array_set_size (body, 86), "framing-length");
  check (g_byte_array_set_size (body, 20), "framing-length");
  check (g_byte_array_set_size (body, 0), "framing-length");
}

/* Whatever a body is cut to, nothing behind its end is looked at. */
static void
test_every_length (void)
{
  g_autoptr (GByteArray) body = encrypt (0);

  for (gsize size = 1; size < body->len; size++)
    {
      g_autofree char *text = find (body->data, size, NULL);

      g_assert_nonnull (text);
    }
}

static void
test_key_id (void)
{
  static const guint8 sizes[] = { 0, 1, 64, 66, 100, 255 };
  g_autoptr (GByteArray) body = encrypt (100);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      body->data[KEY_ID_SIZE_AT] = sizes[i];
      check (body, "framing-key-id");
    }
}

static void
test_key (void)
{
  g_autoptr (GByteArray) body = encrypt (100);

  body->data[KEY_ID_AT] = 3;
  check (body, "framing-key");
  body->data[KEY_ID_AT] = 4;
  check (body, "");
  body->data[KEY_ID_AT + 64] ^= 1;
  check (body, "framing-key");
}

static void
test_record_size (void)
{
  static const guint32 sizes[] = { 0, 1, 17 };
  g_autoptr (GByteArray) body = encrypt (0);

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      set_record_size (body, sizes[i]);
      check (body, "framing-record-size");
    }
  set_record_size (body, 18);
  check (body, "");
  set_record_size (body, G_MAXUINT32);
  check (body, "");
}

static void
test_one_record (void)
{
  g_autoptr (GByteArray) body = encrypt (100);
  g_autofree char *text = NULL;

  g_assert_cmpuint (body->len - 86, ==, 117);
  set_record_size (body, 118);
  check (body, "");
  set_record_size (body, 117);
  check (body, "framing-record-size-tight");
  set_record_size (body, 116);
  check (body, "framing-records");
  set_record_size (body, 18);
  check (body, "framing-records");
  text = find (body->data, body->len, NULL);
  g_assert_nonnull (strstr (text, "seen: 7 records; "));
}

/* Each is looked at, whatever the others say. */
static void
test_several_at_once (void)
{
  g_autoptr (GByteArray) body = encrypt (100);

  body->data[KEY_ID_SIZE_AT] = 3;
  set_record_size (body, 20);
  check (body, "framing-key-id framing-records");
  body->data[KEY_ID_SIZE_AT] = 65;
  body->data[KEY_ID_AT] = 0;
  check (body, "framing-key framing-records");
}

/* What gateways do on purpose, because the pickiest push services want the
 * label and do not look inside. */
static void
test_plain_text (void)
{
  static const char *const texts[] = {
    "x",
    "{}",
    ("{\"notification\":{\"event_id\":\"$abc\",\"room_id\":\"!def:example."
     "org\","
     "\"counts\":{\"unread\":1},\"prio\":\"high\"}}, and a bit more than 103"),
    "\r\n\t { \"title\": 1 }",
    "Grüße aus Köln, schöne Grüße",
    "ええええええええええええええええええええええええええええええええええええ",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text =
          find ((const guint8 *) texts[i], strlen (texts[i]), NULL);
      g_autofree char *names = rule_names_read (text);

      g_assert_cmpstr (names, ==, "framing-plain");
      g_assert_nonnull (strstr (text, texts[i][0] == '{' ?
                                          "seen: plain JSON; " :
                                          "seen: plain text; "));
    }
}

/* RFC 8292 section 3.2. */
static void
test_key_of_vapid (void)
{
  g_autoptr (GByteArray) body = encrypt (10);
  g_autoptr (GBytes) same = g_bytes_new (body->data + KEY_ID_AT, 65);
  g_autoptr (PhEcKey) key = ph_ec_key_generate (NULL);
  g_autoptr (GBytes) other = g_bytes_new (ph_ec_key_get_point (key), 65);
  g_autofree char *text = find (body->data, body->len, same);
  g_autofree char *names = rule_names_read (text);

  g_assert_cmpstr (names, ==, "vapid-key-reused");
  g_assert_null (find (body->data, body->len, other));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/framing/right", test_right_bodies);
  g_test_add_func ("/framing/length", test_length);
  g_test_add_func ("/framing/every-length", test_every_length);
  g_test_add_func ("/framing/key-id", test_key_id);
  g_test_add_func ("/framing/key", test_key);
  g_test_add_func ("/framing/record-size", test_record_size);
  g_test_add_func ("/framing/records", test_one_record);
  g_test_add_func ("/framing/several", test_several_at_once);
  g_test_add_func ("/framing/plain", test_plain_text);
  g_test_add_func ("/framing/vapid", test_key_of_vapid);
  return g_test_run ();
}
