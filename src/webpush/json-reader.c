/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/json-reader.h"

#include "core/error.h"
#include "core/json-scanner.h"
#include "core/json-string.h"

#include <math.h>
#include <string.h>

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

static char *
read_text (const PhJsonToken *token, GError **error)
{
  char *text = ph_json_string_decode (token->text, token->length);

  if (text == NULL)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                         "A string in the JSON has U+0000 or half of a "
                         "surrogate pair.");
  return text;
}

static gboolean
read_name (Reading *reader, const PhJsonToken *token, GError **error)
{
  JsonObject *object = json_node_get_object (get_innermost (reader));

  g_free (reader->name);
  reader->name = read_text (token, error);
  if (reader->name == NULL)
    return FALSE;
  if (!json_object_has_member (object, reader->name))
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "The JSON has \"%s\" twice in one object.", reader->name);
  return FALSE;
}

static gboolean
read_string (Reading *reader, const PhJsonToken *token, GError **error)
{
  g_autofree char *text = read_text (token, error);

  if (text == NULL)
    return FALSE;

  add (reader, json_node_init_string (json_node_alloc (), text));
  return TRUE;
}

/* Returns: (nullable): a node for the number @text; NULL when it is too large
 * for any. */
static JsonNode *
make_number (const char *text)
{
  gint64 integer = 0;
  double number = 0;

  if (strpbrk (text, ".eE") == NULL)
    return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer,
                                     NULL) ?
               json_node_init_int (json_node_alloc (), integer) :
               NULL;

  number = g_ascii_strtod (text, NULL);
  return isfinite (number) ?
             json_node_init_double (json_node_alloc (), number) :
             NULL;
}

static gboolean
read_number (Reading *reader, const PhJsonToken *token, GError **error)
{
  g_autofree char *text = g_strndup (token->text, token->length);
  JsonNode *node = make_number (text);

  if (node == NULL)
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                           "A number in the JSON is too large for 64 bits.");
      return FALSE;
    }

  add (reader, node);
  return TRUE;
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
      return read_string (reader, token, error);
    case PH_JSON_NUMBER:
      return read_number (reader, token, error);
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
