/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/sample-events.h"

#include <string.h>

static char *
read_text (const char *octets, gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new (octets, size);

  return ph_sample_read_text (body);
}

static void
test_reads_text (void)
{
  static const char *const texts[] = { "", "Hello", "Grüße 日本",
                                       "two\nlines\tand a tab\n", "👩\u200d💻" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = read_text (texts[i], strlen (texts[i]));

      g_assert_cmpstr (text, ==, texts[i]);
    }
}

static void
test_everything_else_is_not_text (void)
{
  static const struct
  {
    const char *octets;
    gsize size;
  } bodies[] = {
    { "a\0b", 3 },
    { "\033[2J", 4 },
    { "\xff\xfe", 2 },
    { "\xc3", 1 },
    { "a\rb", 3 },
    { "\xc2\x9b"
      "2J",
      4 },
    { "\xe2\x80\xae"
      "abc",
      6 }, /* U+202E turns the line round */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    g_assert_null (read_text (bodies[i].octets, bodies[i].size));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-events/text", test_reads_text);
  g_test_add_func ("/sample-events/not-text", test_everything_else_is_not_text);
  return g_test_run ();
}
