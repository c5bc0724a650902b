/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/field-params.h"

#include <string.h>

#define SPACE " \t"
#define QUOTE '"'

typedef struct
{
  const char *next; /* what is left of the field */
  const char *separators;
  const char *value_ends; /* what a value without quotes has not */
} Reader;

static gboolean
is_end (char c)
{
  return c == '\0';
}

static gboolean
is_separator (const Reader *reader, char c)
{
  return !is_end (c) && strchr (reader->separators, c) != NULL;
}

static gboolean
is_space (char c)
{
  return !is_end (c) && strchr (SPACE, c) != NULL;
}

static void
skip_space (Reader *reader)
{
  reader->next += strspn (reader->next, SPACE);
}

/* RFC 9110 section 5.6.2. */
static gboolean
is_token_char (char c)
{
  return g_ascii_isalnum (c) ||
         (!is_end (c) && strchr ("!#$%&'*+-.^_`|~", c) != NULL);
}

static char *
read_name (Reader *reader)
{
  const char *start = reader->next;

  while (is_token_char (*reader->next))
    reader->next++;

  return reader->next > start ?
             g_strndup (start, (gsize) (reader->next - start)) :
             NULL;
}

static char *
read_quoted (Reader *reader)
{
  g_autoptr (GString) value = g_string_new (NULL);

  for (reader->next++; *reader->next != QUOTE; reader->next++)
    {
      if (*reader->next == '\\')
        reader->next++;
      if (is_end (*reader->next))
        return NULL;

      g_string_append_c (value, *reader->next);
    }

  reader->next++;
  return g_string_free (g_steal_pointer (&value), FALSE);
}

static char *
read_plain (Reader *reader)
{
  gsize length = strcspn (reader->next, reader->value_ends);
  char *value = g_strndup (reader->next, length);

  reader->next += length;
  return value;
}

static char *
read_value (Reader *reader)
{
  skip_space (reader);
  if (*reader->next != '=')
    return NULL;

  reader->next++;
  skip_space (reader);
  return *reader->next == QUOTE ? read_quoted (reader) : read_plain (reader);
}

static gboolean
read_pair (Reader *reader, char **name, char **value)
{
  *name = read_name (reader);
  *value = *name != NULL ? read_value (reader) : NULL;

  skip_space (reader);
  return *value != NULL &&
         (is_end (*reader->next) || is_separator (reader, *reader->next));
}

static void
skip_separators (Reader *reader)
{
  while (is_space (*reader->next) || is_separator (reader, *reader->next))
    reader->next++;
}

gboolean
ph_field_params_find (const char *text,
                      const char *separators,
                      const char *name,
                      GPtrArray *values)
{
  g_autofree char *value_ends = g_strconcat (SPACE, "\"", separators, NULL);
  Reader reader = { text, separators, value_ends };

  for (skip_separators (&reader); !is_end (*reader.next);
       skip_separators (&reader))
    {
      g_autofree char *found = NULL;
      g_autofree char *value = NULL;

      if (!read_pair (&reader, &found, &value))
        return FALSE;

      if (g_ascii_strcasecmp (found, name) == 0)
        g_ptr_array_add (values, g_steal_pointer (&value));
    }

  return TRUE;
}
