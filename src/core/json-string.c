/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/json-string.h"

#include <string.h>

#define HEX_DIGITS 4
#define REPLACEMENT 0xfffd

static gboolean
has_hex_digits (const char *text, const char *end)
{
  if (end - text < HEX_DIGITS)
    return FALSE;

  for (int i = 0; i < HEX_DIGITS; i++)
    if (!g_ascii_isxdigit (text[i]))
      return FALSE;

  return TRUE;
}

/* Returns: the length of the escape after its backslash, or 0. */
static gsize
get_escape_length (const char *text, const char *end)
{
  if (text == end || *text == '\0')
    return 0;
  if (*text == 'u')
    return has_hex_digits (text + 1, end) ? 1 + HEX_DIGITS : 0;

  return strchr ("\"\\/bfnrt", *text) != NULL ? 1 : 0;
}

const char *
ph_json_string_find_end (const char *text, const char *end)
{
  for (text++; text < end; text++)
    {
      gsize escape;

      if (*text == '"')
        return text + 1;
      if ((guchar) *text < ' ')
        return NULL;
      if (*text != '\\')
        continue;

      escape = get_escape_length (text + 1, end);
      if (escape == 0)
        return NULL;
      text += escape;
    }

  return NULL;
}

static gunichar
get_unit (const char *digits)
{
  gunichar unit = 0;

  for (int i = 0; i < HEX_DIGITS; i++)
    unit = unit << 4 | (gunichar) g_ascii_xdigit_value (digits[i]);

  return unit;
}

static gboolean
is_low_half (const char *text)
{
  return text[0] == '\\' && text[1] == 'u' &&
         (get_unit (text + 2) & 0xfc00) == 0xdc00;
}

/* @text is at the first digit. Returns: what follows the character; NULL when
 * no C string can hold it and it is not @lossy. */
static const char *
append_character (GString *string, const char *text, gboolean lossy)
{
  gunichar character = get_unit (text);

  text += HEX_DIGITS;
  if ((character & 0xfc00) == 0xd800 && is_low_half (text))
    {
      character =
          0x10000 + ((character & 0x3ff) << 10) + (get_unit (text + 2) & 0x3ff);
      text += 2 + HEX_DIGITS;
    }

  if (character == 0 || !g_unichar_validate (character))
    character = lossy ? REPLACEMENT : 0;
  if (character == 0)
    return NULL;

  g_string_append_unichar (string, character);
  return text;
}

/* @text is after the backslash. Returns: what follows the escape, or NULL. */
static const char *
append_escaped (GString *string, const char *text, gboolean lossy)
{
  static const char names[] = "bfnrt";
  static const char meanings[] = "\b\f\n\r\t";
  const char *name;

  if (*text == 'u')
    return append_character (string, text + 1, lossy);

  name = strchr (names, *text);
  g_string_append_c (string, name != NULL ? meanings[name - names] : *text);
  return text + 1;
}

static char *
decode (const char *text, gsize length, gboolean lossy)
{
  g_autoptr (GString) string = g_string_sized_new (length);
  const char *end = text + length - 1;

  for (text++; text < end;)
    {
      const char *escape = memchr (text, '\\', (gsize) (end - text));
      const char *plain_end = escape != NULL ? escape : end;

      g_string_append_len (string, text, plain_end - text);
      text = plain_end;
      if (escape != NULL)
        text = append_escaped (string, escape + 1, lossy);
      if (text == NULL)
        return NULL;
    }

  return g_string_free (g_steal_pointer (&string), FALSE);
}

char *
ph_json_string_decode (const char *text, gsize length)
{
  return decode (text, length, FALSE);
}

char *
ph_json_string_decode_lossy (const char *text, gsize length)
{
  return decode (text, length, TRUE);
}
