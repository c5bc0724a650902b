/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-token.h"

#include "core/base64url.h"
#include "webpush/json-reader.h"

#include <string.h>

#define N_PARTS 3

static void add (PhFindings *findings, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

static void
add (PhFindings *findings, const char *format, ...)
{
  g_autofree char *seen = NULL;
  va_list args;

  va_start (args, format);
  seen = g_strdup_vprintf (format, args);
  va_end (args);
  ph_findings_add (findings, PH_RULE_VAPID_TOKEN, seen);
}

/* Returns: the octets, NULL unless @text is the one text that encodes them:
 * every character of a token counts. */
static GBytes *
decode_part (const char *text)
{
  g_autoptr (GBytes) octets = ph_base64url_decode (text);
  g_autofree char *again = NULL;

  if (octets == NULL)
    return NULL;

  again = ph_base64url_encode (g_bytes_get_data (octets, NULL),
                               g_bytes_get_size (octets));
  return g_str_equal (again, text) ? g_steal_pointer (&octets) : NULL;
}

/* Returns: how much of @sentence stands before its full stop. */
static int
get_clause_length (const char *sentence)
{
  gsize length = strlen (sentence);

  return (int) (g_str_has_suffix (sentence, ".") ? length - 1 : length);
}

/* Returns: (transfer full) (nullable): the object that @part is */
static JsonObject *
read_object (const char *part, const char *what, PhFindings *findings)
{
  g_autoptr (GBytes) text = decode_part (part);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    {
      add (findings, "%s that is not base64url", what);
      return NULL;
    }

  node = ph_json_read (g_bytes_get_data (text, NULL), g_bytes_get_size (text),
                       &error);
  if (node == NULL)
    add (findings, "%s: %.*s", what, get_clause_length (error->message),
         error->message);
  else if (!JSON_NODE_HOLDS_OBJECT (node))
    add (findings, "%s that is no object", what);
  else
    return json_node_dup_object (node);

  return NULL;
}

static void
check_algorithm (JsonNode *algorithm, PhFindings *findings)
{
  const char *name = ph_vapid_token_get_string (algorithm);

  if (name == NULL)
    ph_findings_add (findings, PH_RULE_VAPID_ALGORITHM,
                     algorithm == NULL ? "no \"alg\"" :
                                         "an \"alg\" that is no name");
  else if (!g_str_equal (name, "ES256"))
    ph_findings_add_value (findings, PH_RULE_VAPID_ALGORITHM, name);
}

static void
read_header (const char *part, PhFindings *findings)
{
  g_autoptr (JsonObject) header = read_object (part, "a header", findings);

  if (header == NULL)
    return;

  check_algorithm (json_object_get_member (header, "alg"), findings);
  /* RFC 7515 section 4.1.11: what has to be understood is not. */
  if (json_object_has_member (header, "crit"))
    add (findings, "a header with \"crit\"");
}

static void
read_signature (PhVapidToken *token, const char *part, PhFindings *findings)
{
  g_autoptr (GBytes) octets = decode_part (part);
  g_autofree char *seen = NULL;
  gsize size;

  if (octets == NULL)
    {
      add (findings, "a signature that is not base64url");
      return;
    }

  size = g_bytes_get_size (octets);
  token->has_signature = size == sizeof token->signature;
  if (token->has_signature)
    {
      memcpy (token->signature, g_bytes_get_data (octets, NULL), size);
      return;
    }

  seen = g_strdup_printf ("%" G_GSIZE_FORMAT " octets", size);
  ph_findings_add (findings, PH_RULE_VAPID_SIGNATURE, seen);
}

static PhVapidToken *
read_parts (const char *text, char **parts, PhFindings *findings)
{
  g_autoptr (PhVapidToken) token = g_new0 (PhVapidToken, 1);

  token->text = g_strdup (text);
  token->signed_length = strlen (parts[0]) + 1 + strlen (parts[1]);
  read_header (parts[0], findings);
  token->claims = read_object (parts[1], "claims", findings);
  read_signature (token, parts[2], findings);

  return token->claims != NULL ? g_steal_pointer (&token) : NULL;
}

PhVapidToken *
ph_vapid_token_read (const char *text, PhFindings *findings)
{
  g_auto (GStrv) parts = NULL;
  gsize length = strlen (text);
  guint n_parts;

  if (length > PH_VAPID_TOKEN_MAX)
    {
      add (findings, "a token of %" G_GSIZE_FORMAT " octets, more than %d",
           length, PH_VAPID_TOKEN_MAX);
      return NULL;
    }

  parts = g_strsplit (text, ".", -1);
  n_parts = g_strv_length (parts);
  if (n_parts == N_PARTS)
    return read_parts (text, parts, findings);

  add (findings, "a token of %u parts", n_parts);
  return NULL;
}

void
ph_vapid_token_free (PhVapidToken *token)
{
  g_clear_pointer (&token->claims, json_object_unref);
  g_free (token->text);
  g_free (token);
}

const char *
ph_vapid_token_get_string (JsonNode *value)
{
  return value != NULL && json_node_get_value_type (value) == G_TYPE_STRING ?
             json_node_get_string (value) :
             NULL;
}
