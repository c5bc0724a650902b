/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/json-number.h"

/* Returns: what follows the digits, NULL when there are none. */
static const char *
skip_digits (const char *text, const char *end)
{
  const char *begin = text;

  while (text < end && g_ascii_isdigit (*text))
    text++;

  return text > begin ? text : NULL;
}

static const char *
skip_fraction (const char *text, const char *end)
{
  return text < end && *text == '.' ? skip_digits (text + 1, end) : text;
}

static const char *
skip_exponent (const char *text, const char *end)
{
  if (text == end || (*text != 'e' && *text != 'E'))
    return text;

  text++;
  if (text < end && (*text == '+' || *text == '-'))
    text++;
  return skip_digits (text, end);
}

const char *
ph_json_number_find_end (const char *text, const char *end)
{
  if (*text == '-')
    text++;

  text = text < end && *text == '0' ? text + 1 : skip_digits (text, end);
  if (text != NULL)
    text = skip_fraction (text, end);
  return text != NULL ? skip_exponent (text, end) : NULL;
}
