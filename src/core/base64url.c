/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/base64url.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "abcdefghijklmnopqrstuvwxyz0123456789-_";

static int
sextet_of (char c)
{
  const char *found = c == '\0' ? NULL : strchr (alphabet, c);

  return found == NULL ? -1 : (int) (found - alphabet);
}

char *
ph_base64url_encode (const guint8 *data, gsize size)
{
  GString *text = g_string_sized_new (size * 4 / 3 + 4);

  for (gsize i = 0; i < size; i += 3)
    {
      gsize left = MIN (size - i, 3);
      guint32 group = (guint32) data[i] << 16;

      if (left > 1)
        group |= (guint32) data[i + 1] << 8;
      if (left > 2)
        group |= data[i + 2];

      for (gsize j = 0; j <= left; j++)
        g_string_append_c (text, alphabet[(group >> (18 - 6 * j)) & 0x3f]);
    }

  return g_string_free (text, FALSE);
}

GBytes *
ph_base64url_decode (const char *text)
{
  g_autoptr (GByteArray) octets = NULL;
  guint32 bits = 0;
  guint n_bits = 0;
  gsize length;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  if (length % 4 == 1)
    return NULL;

  octets = g_byte_array_sized_new ((guint) (length * 3 / 4));
  for (gsize i = 0; i < length; i++)
    {
      int sextet = sextet_of (text[i]);

      if (sextet < 0)
        return NULL;

      bits = (bits << 6) | (guint32) sextet;
      n_bits += 6;
      if (n_bits >= 8)
        {
          guint8 octet = (guint8) (bits >> (n_bits -= 8));
          g_byte_array_append (octets, &octet, 1);
        }
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&octets));
}
