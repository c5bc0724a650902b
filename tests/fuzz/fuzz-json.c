/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/json-reader.h"

#include "core/json-find.h"
#include "core/json-string.h"
#include "fuzz/fuzz.h"

#include <math.h>
#include <string.h>

/* The tokens of the text: in order, within it, and nested as deep as they
 * say. Returns: how many there are. */
static guint
walk (const char *text, gsize size)
{
  PhJsonScanner scanner;
  const char *at = text;
  guint depth = 0;
  guint count = 0;

  ph_json_scanner_init (&scanner, text, size);
  for (; ph_json_scanner_next (&scanner); count++)
    {
      const PhJsonToken *token = &scanner.token;

      g_assert_true (token->text >= at);
      g_assert_cmpuint (token->length, >, 0);
      at = token->text + token->length;
      g_assert_true (at <= text + size);

      if (token->kind == PH_JSON_OBJECT_END || token->kind == PH_JSON_ARRAY_END)
        depth--;
      g_assert_cmpuint (token->depth, ==, depth);
      if (token->kind == PH_JSON_OBJECT || token->kind == PH_JSON_ARRAY)
        depth++;
      g_assert_cmpuint (depth, <=, PH_JSON_DEPTH_MAX);
    }

  return count;
}

/* What was found has the name, and is the only one when the tree has it. */
static void
find (const char *text, gsize size, JsonNode *tree)
{
  PhJsonScanner scanner;
  PhJsonScanner value;
  guint found;

  ph_json_scanner_init (&scanner, text, size);
  if (!ph_json_scanner_next (&scanner) || scanner.token.kind != PH_JSON_OBJECT)
    return;

  found = ph_json_find (&scanner, "aud", &value);
  if (tree != NULL)
    g_assert_cmpuint (
        found, ==,
        json_object_has_member (json_node_get_object (tree), "aud") ? 1 : 0);
  if (found > 0)
    ph_json_skip (&value);
}

/* Whether json-glib reads the token as it is. */
static gboolean
is_plain (const PhJsonToken *token)
{
  g_autofree char *text = g_strndup (token->text, token->length);
  g_autofree char *decoded = NULL;

  switch (token->kind)
    {
    case PH_JSON_NAME:
    case PH_JSON_STRING:
      decoded = ph_json_string_decode (text, token->length);
      return decoded != NULL;
    case PH_JSON_NUMBER:
      return strpbrk (text, ".eE") != NULL ?
                 isfinite (g_ascii_strtod (text, NULL)) :
                 g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64,
                                           NULL, NULL);
    case PH_JSON_OBJECT:
    case PH_JSON_OBJECT_END:
    case PH_JSON_ARRAY:
    case PH_JSON_ARRAY_END:
    case PH_JSON_WORD:
    case PH_JSON_END:
    default:
      return TRUE;
    }
}

static gboolean
are_all_plain (const char *text, gsize size)
{
  PhJsonScanner scanner;

  ph_json_scanner_init (&scanner, text, size);
  while (ph_json_scanner_next (&scanner))
    if (!is_plain (&scanner.token))
      return FALSE;

  return TRUE;
}

/* json-glib takes more, but nothing less and nothing else. */
static void
expect_same (const char *text, gsize size, JsonNode *tree)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, (gssize) size, &error);
  g_assert_no_error (error);
  g_assert_true (json_node_equal (json_parser_get_root (parser), tree));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *text = (const char *) data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean valid = ph_json_check (text, size, &error);
  g_autoptr (JsonNode) tree = ph_json_read (text, size, &reason);

  fuzz_expect_outcome (valid, error);
  g_assert_true ((tree == NULL) == (reason != NULL));
  g_assert_true (tree == NULL || valid);
  g_assert_true (reason == NULL || g_utf8_validate (reason->message, -1, NULL));

  g_assert_true (walk (text, size) > 0 || !valid);
  find (text, size, tree);
  if (tree != NULL && are_all_plain (text, size))
    expect_same (text, size, tree);
  return 0;
}
