/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/id.h"

#include "core/base64url.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define ID_OCTETS 20

char *
ph_id_new (void)
{
  guint8 octets[ID_OCTETS];

  /* Up to 256 octets come whole once the generator is seeded; before that,
   * and only then, a signal can interrupt the wait. */
  while (getrandom (octets, sizeof octets, 0) != sizeof octets)
    g_assert (errno == EINTR);

  return ph_base64url_encode (octets, sizeof octets);
}

gboolean
ph_id_is_valid (const char *text)
{
  gsize length = 0;

  for (; text[length] != '\0'; length++)
    {
      if (!g_ascii_isalnum (text[length]) &&
          strchr ("-_", text[length]) == NULL)
        return FALSE;
      if (length == PH_ID_LENGTH)
        return FALSE;
    }

  return length == PH_ID_LENGTH;
}
