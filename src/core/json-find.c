/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/json-find.h"

#include "core/json-string.h"

#include <string.h>

gboolean
ph_json_token_is (const PhJsonToken *token, const char *string)
{
  gsize length = strlen (string);
  g_autofree char *decoded = NULL;

  if (token->kind != PH_JSON_NAME && token->kind != PH_JSON_STRING)
    return FALSE;
  if (memchr (token->text, '\\', token->length) == NULL)
    return token->length == length + 2 &&
           memcmp (token->text + 1, string, length) == 0;

  decoded = ph_json_string_decode (token->text, token->length);
  return g_strcmp0 (decoded, string) == 0;
}

void
ph_json_skip (PhJsonScanner *self)
{
  guint depth = self->token.depth;

  if (self->token.kind != PH_JSON_OBJECT && self->token.kind != PH_JSON_ARRAY)
    return;

  while (ph_json_scanner_next (self) && self->token.depth > depth)
    continue;
}

guint
ph_json_find (const PhJsonScanner *object,
              const char *name,
              PhJsonScanner *value)
{
  PhJsonScanner at = *object;
  guint found = 0;

  while (ph_json_scanner_next (&at) && at.token.kind == PH_JSON_NAME)
    {
      gboolean matches = ph_json_token_is (&at.token, name);

      if (ph_json_scanner_next (&at) && matches)
        {
          *value = at;
          found++;
        }
      ph_json_skip (&at);
    }

  return found;
}
