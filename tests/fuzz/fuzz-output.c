/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/output.h"

#include "cli/sample-events.h"
#include "cli/table.h"
#include "fuzz/fuzz.h"

#include <string.h>

static void
expect_clean (const char *text)
{
  g_autofree char *clean = ph_output_clean (text);
  g_autofree char *again = ph_output_clean (clean);

  if (*text != '\0')
    fuzz_expect_sentence (clean);
  g_assert_cmpstr (again, ==, clean);
}

static void
expect_table (const char *text, guint width)
{
  const char *const row[] = { text, "between", text };
  g_autoptr (PhTable) table = ph_table_new (3);
  g_autofree char *lines = NULL;
  const char *end;

  ph_table_add (table, row);
  lines = ph_table_to_text (table, width, NULL);
  end = strchr (lines, '\n');
  g_assert_nonnull (end);
  g_assert_true (end[1] == '\0');
  g_assert_true (g_utf8_validate (lines, -1, NULL));
  g_assert_null (strchr (lines, '\033'));
}

static void
expect_text (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autofree char *text = ph_sample_read_text (body);

  if (text == NULL)
    return;

  g_assert_cmpmem (text, strlen (text), data, size);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_true (strchr ("\n\t", *at) != NULL ||
                   !g_unichar_iscntrl (g_utf8_get_char (at)));
}

/* What apps and servers say, on its way to a terminal. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);

  expect_clean (text);
  expect_table (text, 0);
  expect_table (text, 20);
  expect_text (data, size);
  return 0;
}
