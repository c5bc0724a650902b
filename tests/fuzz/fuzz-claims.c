/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid.h"

#include "core/base64url.h"
#include "fuzz/fuzz.h"
#include "webpush/es256.h"
#include "webpush/json-reader.h"

#include <string.h>

#define ORIGIN "https://push.example.net:8443"
#define NOW 1700000000 /* in seconds since 1970 */
#define DAY (24 * 60 * 60)

static const char *const others[] = { "http://127.0.0.1:8976",
                                      "http://localhost:8976", NULL };
static const PhOrigins origins = { ORIGIN, others };

static PhEcKey *
make_key (void)
{
  static const guint8 scalar[PH_EC_SCALAR_SIZE] = { [31] = 7 };

  return ph_ec_key_new_from_scalar (scalar, sizeof scalar, NULL);
}

static char *
encode (const char *text)
{
  return ph_base64url_encode ((const guint8 *) text, strlen (text));
}

/* Returns: (transfer full): what a sender with @key sends. */
static char *
authorize (const PhEcKey *key, const char *header, const char *claims)
{
  g_autofree char *first = encode (header);
  g_autofree char *second = encode (claims);
  g_autofree char *text = g_strconcat (first, ".", second, NULL);
  g_autofree char *third = NULL;
  guint8 signature[PH_ES256_SIZE];

  g_assert_true (ph_es256_sign (key, text, strlen (text), signature, NULL));
  third = ph_base64url_encode (signature, sizeof signature);
  return g_strdup_printf ("vapid t=%s.%s, k=%s", text, third,
                          ph_ec_key_get_text (key));
}

/* Returns: (transfer full): the member @name of the object that @text must
 * be; NULL when it has none. */
static JsonNode *
read_member (const char *text, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = ph_json_read (text, strlen (text), &error);
  JsonNode *member;

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));
  member = json_object_get_member (json_node_get_object (node), name);
  return member == NULL ? NULL : json_node_copy (member);
}

static gboolean
is_ours (JsonNode *node)
{
  return json_node_get_value_type (node) == G_TYPE_STRING &&
         ph_origins_match (&origins, json_node_get_string (node)) !=
             PH_ORIGIN_FOREIGN;
}

static gboolean
names_us (JsonNode *audience)
{
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (audience))
    return is_ours (audience);

  array = json_node_get_array (audience);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (is_ours (json_array_get_element (array, i)))
      return TRUE;

  return FALSE;
}

/* http-push.md section 2.6: what a token must have to be taken. */
static void
expect_valid (const char *header, const char *claims)
{
  g_autoptr (JsonNode) algorithm = read_member (header, "alg");
  g_autoptr (JsonNode) audience = read_member (claims, "aud");
  g_autoptr (JsonNode) expiry = read_member (claims, "exp");

  g_assert_cmpstr (json_node_get_string (algorithm), ==, "ES256");
  g_assert_true (audience != NULL && names_us (audience));
  g_assert_true (json_node_get_value_type (expiry) == G_TYPE_INT64 ||
                 json_node_get_value_type (expiry) == G_TYPE_DOUBLE);
  g_assert_cmpfloat (json_node_get_double (expiry), >=, NOW - 60);
  g_assert_cmpfloat (json_node_get_double (expiry), <=, NOW + DAY + 300);
}

static void
expect_strictly_valid (const char *claims)
{
  g_autoptr (JsonNode) expiry = read_member (claims, "exp");
  g_autoptr (JsonNode) subject = read_member (claims, "sub");
  const char *contact;

  g_assert_cmpfloat (json_node_get_double (expiry), <=, NOW + DAY + 60);
  g_assert_nonnull (subject);
  contact = json_node_get_string (subject);
  g_assert_true (g_ascii_strncasecmp (contact, "mailto:", 7) == 0 ||
                 g_ascii_strncasecmp (contact, "https:", 6) == 0);
}

/* The header of a token and, in the lines behind it, its claims, as a sender
 * with the right key signs them. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static PhEcKey *key;
  g_autofree char *text = fuzz_text (data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);
  g_autofree char *value = NULL;
  const char *values[] = { NULL, NULL };
  const PhVapidCredentials credentials = { values, values + 1 };
  g_autoptr (PhVapidCache) cache = ph_vapid_cache_new ();
  g_autoptr (PhFindings) findings = ph_findings_new ();
  PhVapidExpected expected = {
    .origins = origins,
    .now = NOW * G_TIME_SPAN_SECOND,
  };
  g_autoptr (GBytes) used = NULL;
  g_autofree char *told = NULL;

  if (g_strv_length (lines) != 2)
    return 0;
  if (key == NULL)
    key = make_key ();

  value = authorize (key, lines[0], lines[1]);
  values[0] = value;
  expected.key = ph_ec_key_get_text (key);
  used = ph_vapid_check (cache, &credentials, &expected, findings);
  g_assert_nonnull (used);

  if (ph_findings_get_refusal (findings, PH_LENIENT, TRUE, NULL) == NULL)
    expect_valid (lines[0], lines[1]);
  if (ph_findings_get_refusal (findings, PH_STRICT, TRUE, NULL) == NULL)
    expect_strictly_valid (lines[1]);

  told = ph_findings_to_text (findings);
  g_strdelimit (told != NULL ? told : (told = g_strdup ("x")), "\n", ' ');
  fuzz_expect_sentence (told);
  return 0;
}
