/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/json-scanner.h"

#include "core/error.h"
#include "core/json-number.h"
#include "core/json-string.h"

#include <string.h>

enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END,
  EXPECT_NAME_OR_END,
  EXPECT_MORE_OR_END,
  EXPECT_NOTHING,
};

void
ph_json_scanner_init (PhJsonScanner *self, const char *text, gsize size)
{
  if (size == 0)
    text = "";

  self->token = (PhJsonToken){ PH_JSON_END, text, 0, 0 };
  self->begin = text;
  self->at = text;
  self->end = text + size;
  self->expected = EXPECT_VALUE;
  self->missing = NULL;
  self->depth = 0;

  if (!g_utf8_validate_len (text, size, &self->at))
    self->missing = "valid UTF-8 and no NUL";
  else
    self->at = text;
}

/* Reading */

/* Returns: the next octet; NUL at the end, since there is none before. */
static char
peek (const PhJsonScanner *self)
{
  return self->at < self->end ? *self->at : '\0';
}

static void
skip_space (PhJsonScanner *self)
{
  while (peek (self) != '\0' && strchr (" \t\n\r", *self->at) != NULL)
    self->at++;
}

static void
fail (PhJsonScanner *self, const char *missing)
{
  self->missing = missing;
  self->token.kind = PH_JSON_END;
}

static void
take (PhJsonScanner *self, PhJsonKind kind, const char *end)
{
  self->token =
      (PhJsonToken){ kind, self->at, (gsize) (end - self->at), self->depth };
  self->at = end;
}

static void
take_value (PhJsonScanner *self, PhJsonKind kind, const char *end)
{
  take (self, kind, end);
  self->expected = self->depth == 0 ? EXPECT_NOTHING : EXPECT_MORE_OR_END;
}

static void
read_begin (PhJsonScanner *self, PhJsonKind kind)
{
  if (self->depth == PH_JSON_DEPTH_MAX)
    {
      fail (self, "no value inside " G_STRINGIFY (PH_JSON_DEPTH_MAX) " others");
      return;
    }

  self->open[self->depth] = *self->at;
  take (self, kind, self->at + 1);
  self->depth++;
  self->expected =
      kind == PH_JSON_OBJECT ? EXPECT_NAME_OR_END : EXPECT_VALUE_OR_END;
}

static void
read_end (PhJsonScanner *self, PhJsonKind kind)
{
  self->depth--;
  take_value (self, kind, self->at + 1);
}

static void
read_string (PhJsonScanner *self)
{
  const char *end = ph_json_string_find_end (self->at, self->end);

  if (end == NULL)
    fail (self, "a string with an end, with no wrong escape and with no "
                "control character");
  else
    take_value (self, PH_JSON_STRING, end);
}

static void
read_name (PhJsonScanner *self)
{
  if (peek (self) != '"')
    {
      fail (self, "the name of a member");
      return;
    }

  read_string (self);
  if (self->missing != NULL)
    return;

  skip_space (self);
  if (peek (self) != ':')
    {
      fail (self, "a colon");
      return;
    }

  self->token.kind = PH_JSON_NAME;
  self->at++;
  self->expected = EXPECT_VALUE;
}

static void
read_number (PhJsonScanner *self)
{
  const char *end = ph_json_number_find_end (self->at, self->end);

  if (end == NULL)
    fail (self, "a number");
  else
    take_value (self, PH_JSON_NUMBER, end);
}

static void
read_word (PhJsonScanner *self)
{
  static const char *const words[] = { "true", "false", "null" };
  gsize left = (gsize) (self->end - self->at);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if (left >= length && memcmp (self->at, words[i], length) == 0)
        {
          take_value (self, PH_JSON_WORD, self->at + length);
          return;
        }
    }

  fail (self, "a value");
}

static void
read_value (PhJsonScanner *self)
{
  char next = peek (self);

  if (next == '{')
    read_begin (self, PH_JSON_OBJECT);
  else if (next == '[')
    read_begin (self, PH_JSON_ARRAY);
  else if (next == '"')
    read_string (self);
  else if (next == '-' || g_ascii_isdigit (next))
    read_number (self);
  else
    read_word (self);
}

static void
read_value_or_end (PhJsonScanner *self)
{
  if (peek (self) == ']')
    read_end (self, PH_JSON_ARRAY_END);
  else
    read_value (self);
}

static void
read_name_or_end (PhJsonScanner *self)
{
  if (peek (self) == '}')
    read_end (self, PH_JSON_OBJECT_END);
  else
    read_name (self);
}

static void
read_more_or_end (PhJsonScanner *self)
{
  gboolean object = self->open[self->depth - 1] == '{';

  if (peek (self) != ',')
    {
      if (peek (self) != (object ? '}' : ']'))
        fail (self, object ? "a comma or }" : "a comma or ]");
      else
        read_end (self, object ? PH_JSON_OBJECT_END : PH_JSON_ARRAY_END);
      return;
    }

  self->at++;
  skip_space (self);
  if (object)
    read_name (self);
  else
    read_value (self);
}

static void
read_nothing (PhJsonScanner *self)
{
  if (self->at < self->end)
    fail (self, "the end of the text");
}

gboolean
ph_json_scanner_next (PhJsonScanner *self)
{
  static void (*const read[]) (PhJsonScanner * scanner) = {
    [EXPECT_VALUE] = read_value,
    [EXPECT_VALUE_OR_END] = read_value_or_end,
    [EXPECT_NAME_OR_END] = read_name_or_end,
    [EXPECT_MORE_OR_END] = read_more_or_end,
    [EXPECT_NOTHING] = read_nothing,
  };

  self->token.kind = PH_JSON_END;
  if (self->missing == NULL)
    {
      skip_space (self);
      read[self->expected](self);
    }
  return self->token.kind != PH_JSON_END;
}

/* All of it */

gboolean
ph_json_scanner_finish (PhJsonScanner *self, GError **error)
{
  while (ph_json_scanner_next (self))
    continue;

  if (self->missing == NULL)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "This is not JSON: after %" G_GSIZE_FORMAT
               " octets there must be %s.",
               (gsize) (self->at - self->begin), self->missing);
  return FALSE;
}

gboolean
ph_json_check (const char *text, gsize size, GError **error)
{
  PhJsonScanner scanner;

  ph_json_scanner_init (&scanner, text, size);
  return ph_json_scanner_finish (&scanner, error);
}
