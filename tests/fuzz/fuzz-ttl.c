/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/ttl.h"

#include "fuzz/fuzz.h"

#include <string.h>

#define DEFAULT 1000
#define MOST 100000

/* Each line is a header field line's value. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto (GStrv) values = fuzz_lines (data, size);
  guint64 expected = DEFAULT;

  for (char **value = values; *value != NULL; value++)
    if (**value != '\0' && strspn (*value, "0123456789") == strlen (*value))
      {
        expected = MIN (g_ascii_strtoull (*value, NULL, 10), MOST);
        break;
      }

  g_assert_cmpuint (ph_ttl_parse ((const char *const *) values, DEFAULT, MOST),
                    ==, expected);
  g_assert_cmpuint (ph_ttl_parse ((const char *const *) values, DEFAULT, 0), ==,
                    0);
  return 0;
}
