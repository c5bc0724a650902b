/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/topic.h"

#include "fuzz/fuzz.h"

#include <string.h>

/* Each line is a header field line's value. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto (GStrv) values = fuzz_lines (data, size);
  const char *topic = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = ph_topic_parse ((const char *const *) values, &topic, &error);

  fuzz_expect_outcome (done, error);
  if (!done)
    {
      g_assert_null (topic);
      g_assert_true (g_str_has_prefix (error->message, "Topic: "));
    }
  else if (topic == NULL)
    g_assert_true (values[0] == NULL || values[0][0] == '\0');
  else
    {
      g_assert_true (topic == values[0]);
      g_assert_null (values[1]);
      g_assert_cmpuint (strlen (topic), >=, 1);
      g_assert_cmpuint (strlen (topic), <=, PH_TOPIC_MAX);
      g_assert_null (strpbrk (topic, " ,;\"\r\t/+"));
    }
  return 0;
}
