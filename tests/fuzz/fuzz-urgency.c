/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/urgency-field.h"

#include "fuzz/fuzz.h"

#include <string.h>

/* Each line is a header field line's value. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto (GStrv) values = fuzz_lines (data, size);
  PhUrgency urgency = PH_URGENCY_HIGH;
  PhUrgency word = PH_URGENCY_NORMAL;
  g_autoptr (GError) error = NULL;
  gboolean done =
      ph_urgency_field_parse ((const char *const *) values, &urgency, &error);

  fuzz_expect_outcome (done, error);
  if (!done)
    {
      g_assert_true (g_str_has_prefix (error->message, "Urgency: "));
      g_assert_true (values[1] != NULL || strchr (values[0], ',') != NULL);
      return 0;
    }

  if (values[0] != NULL && ph_urgency_from_string (values[0], &word))
    g_assert_true (
        g_ascii_strcasecmp (ph_urgency_to_string (word), values[0]) == 0);
  g_assert_cmpint (urgency, ==, word);
  return 0;
}
