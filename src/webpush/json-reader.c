/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/json-reader.h"

#include "core/error.h"
#include "core/json-scanner.h"
#include "core/json-string.h"

#include <float.h>
#include <string.h>

/* Of RFC 7515 section 4.1 and RFC 7519 section 4.1, those that VAPID uses. */
static const char *const public_names[] = { "alg", "typ", "aud",
                                            "exp", "sub", NULL };

/* U+FFFD. */
#define REPLACEMENT "\xef\xbf\xbd"

typedef struct
{
  JsonNode *root;
  GPtrArray *open; /* JsonNode: the containers that have not ended */
  char *name;      /* of the member whose value comes next, or NULL */
} Reading;

static JsonNode *
get_innermost (Reading *reader)
{
  return reader->open->len == 0 ? NULL :
                                  reader->open->pdata[reader->open->len - 1];
}

/* Takes @node. */
static void
add (Reading *reader, JsonNode *node)
{
  JsonNode *around = get_innermost (reader);

  if (around == NULL)
    reader->root = node;
  else if (JSON_NODE_HOLDS_ARRAY (around))
    json_array_add_element (json_node_get_array (around), node);
  else
    json_object_set_member (json_node_get_object (around), reader->name, node);
}

static void
begin (Reading *reader, JsonNode *node)
{
  add (reader, node);
  g_ptr_array_add (reader->open, node);
}

/* json_node_init_object () and its like would take another reference. */
static void
begin_object (Reading *reader)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, json_object_new ());
  begin (reader, node);
}

static void
begin_array (Reading *reader)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, json_array_new ());
  begin (reader, node);
}

/* Whether the member that comes next is in the outermost object already. Names
 * that were not read as they are may look the same without being so. */
static gboolean
is_twice (Reading *reader)
{
  return reader->open->len == 1 &&
         json_object_has_member (json_node_get_object (reader->root),
                                 reader->name) &&
         strstr (reader->name, REPLACEMENT) == NULL;
}

static gboolean
read_name (Reading *reader, const PhJsonToken *token, GError **error)
{
  g_free (reader->name);
  reader->name = ph_json_string_decode_lossy (token->text, token->length);
  if (!is_twice (reader))
    return TRUE;

  if (g_strv_contains (public_names, reader->name))
    g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                 "The JSON has \"%s\" twice.", reader->name);
  else
    g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                         "The JSON has a name twice.");
  return FALSE;
}

static void
read_string (Reading *reader, const PhJsonToken *token)
{
  g_autofree char *text =
      ph_json_string_decode_lossy (token->text, token->length);

  add (reader, json_node_init_string (json_node_alloc (), text));
}

static void
read_number (Reading *reader, const PhJsonToken *token)
{
  g_autofree char *text = g_strndup (token->text, token->length);
  JsonNode *node = json_node_alloc ();
  gint64 integer = 0;
  double number;

  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer,
                                NULL))
    {
      add (reader, json_node_init_int (node, integer));
      return;
    }

  number = g_ascii_strtod (text, NULL);
  add (reader, json_node_init_double (node, CLAMP (number, -DBL_MAX, DBL_MAX)));
}

static void
read_word (Reading *reader, const PhJsonToken *token)
{
  JsonNode *node = json_node_alloc ();

  if (*token->text == 'n')
    add (reader, json_node_init_null (node));
  else
    add (reader, json_node_init_boolean (node, *token->text == 't'));
}

static gboolean
read_token (Reading *reader, const PhJsonToken *token, GError **error)
{
  switch (token->kind)
    {
    case PH_JSON_OBJECT:
      begin_object (reader);
      break;
    case PH_JSON_ARRAY:
      begin_array (reader);
      break;
    case PH_JSON_OBJECT_END:
    case PH_JSON_ARRAY_END:
      g_ptr_array_set_size (reader->open, (int) reader->open->len - 1);
      break;
    case PH_JSON_NAME:
      return read_name (reader, token, error);
    case PH_JSON_STRING:
      read_string (reader, token);
      break;
    case PH_JSON_NUMBER:
      read_number (reader, token);
      break;
    case PH_JSON_WORD:
      read_word (reader, token);
      break;
    case PH_JSON_END:
    default:
      g_assert_not_reached ();
    }

  return TRUE;
}

static gboolean
read_all (Reading *reader, const char *text, gsize size, GError **error)
{
  PhJsonScanner scanner;

  ph_json_scanner_init (&scanner, text, size);
  while (ph_json_scanner_next (&scanner))
    if (!read_token (reader, &scanner.token, error))
      return FALSE;

  return ph_json_scanner_finish (&scanner, error);
}

JsonNode *
ph_json_read (const char *text, gsize size, GError **error)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  Reading reader = { .open = open };
  gboolean whole;

  if (size > PH_JSON_READ_MAX)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                   "The JSON has more than %d octets.", PH_JSON_READ_MAX);
      return NULL;
    }

  whole = read_all (&reader, text, size, error);
  g_free (reader.name);
  if (whole)
    return reader.root;

  g_clear_pointer (&reader.root, json_node_unref);
  return NULL;
}
