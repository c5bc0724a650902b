/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/chunks.h"

#include <string.h>

/* Where a body gets to (RFC 9112 section 7.1); -1: nowhere. */
typedef struct
{
  const char *name;
  const char *text;
  int state;
} Row;

static const Row rows[] = {
  { "usual", "9\r\n123456789\r\n0\r\n\r\n", PH_CHUNKS_WHOLE },
  { "two", "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", PH_CHUNKS_WHOLE },
  { "nothing", "0\r\n\r\n", PH_CHUNKS_WHOLE },
  { "hexadecimal", "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n",
    PH_CHUNKS_WHOLE },
  { "zeros-before", "0001\r\nx\r\n000\r\n\r\n", PH_CHUNKS_WHOLE },
  { "extension", "1;a=\"b\";c\r\nx\r\n0;d\r\n\r\n", PH_CHUNKS_WHOLE },
  { "space-after-the-size", "1 \r\nx\r\n0\t\r\n\r\n", PH_CHUNKS_WHOLE },
  { "trailer", "1\r\nx\r\n0\r\nA: b\r\nC: d\r\n\r\n", PH_CHUNKS_WHOLE },
  { "more-after-it", "0\r\n\r\nGET /", PH_CHUNKS_WHOLE },
  { "lines-in-the-data", "4\r\n\r\n\r\n\r\n0\r\n\r\n", PH_CHUNKS_WHOLE },

  { "in-the-size", "9", PH_CHUNKS_SIZE },
  { "before-the-data", "9\r\n", PH_CHUNKS_DATA },
  { "in-the-data", "9\r\n1234", PH_CHUNKS_DATA },
  { "after-the-data", "1\r\nx", PH_CHUNKS_DATA_CR },
  { "before-the-next", "1\r\nx\r\n", PH_CHUNKS_SIZE },
  { "without-the-empty-line", "1\r\nx\r\n0\r\n", PH_CHUNKS_TRAILER },

  { "word", "zz\r\n", -1 },
  { "word-after-a-chunk", "9\r\n123456789\r\nzz\r\n", -1 },
  { "no-size", "\r\n", -1 },
  { "no-size-but-extension", ";a\r\n", -1 },
  { "empty-line-after-a-chunk", "1\r\nx\r\n\r\n", -1 },
  { "sign", "-5\r\n", -1 },
  { "plus", "+5\r\n", -1 },
  { "prefix", "0x4\r\n", -1 },
  { "space-before-the-size", " 1\r\n", -1 },
  { "beyond-64-bits", "ffffffffffffffffff\r\n", -1 },
  { "beyond-32-bits", "100000000\r\n", -1 },
  { "data-longer-than-the-size", "3\r\nabcd\r\n", -1 },
  { "data-shorter-than-the-size", "3\r\nab\r\n0\r\n\r\n", -1 },
  { "line-feed-only", "1\nx\n0\n\n", -1 },
  { "line-feed-after-the-data", "1\r\nx\n", -1 },
  { "cr-after-the-size", "1\rx", -1 },
  { "line-feed-in-the-extension", "1;a\nb\r\n", -1 },
  { "cr-in-the-trailer", "0\r\nA: b\rc\r\n", -1 },
};

static int
scan (const char *text, gsize size, gsize at_once)
{
  PhChunks chunks = { 0 };

  for (gsize done = 0; done < size; done += at_once)
    if (!ph_chunks_scan (&chunks, text + done, MIN (at_once, size - done)))
      return -1;

  return (int) chunks.state;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  gsize size = strlen (row->text);

  for (gsize at_once = 1; at_once <= size; at_once++)
    g_assert_cmpint (scan (row->text, size, at_once), ==, row->state);
}

/* Returns: where a body gets to with @count times @part after @before. */
static int
scan_long (const char *before, const char *part, guint count, const char *after)
{
  g_autoptr (GString) text = g_string_new (before);

  for (guint i = 0; i < count; i++)
    g_string_append (text, part);

  g_string_append (text, after);
  return scan (text->str, text->len, 1000);
}

static void
test_long_lines (void)
{
  g_assert_cmpint (scan_long ("", "0", 100, "\r\n\r\n"), ==, PH_CHUNKS_WHOLE);
  g_assert_cmpint (scan_long ("", "0", 10000, "1\r\n"), ==, -1);
  g_assert_cmpint (scan_long ("1;", "x", 10000, "\r\n"), ==, -1);
  g_assert_cmpint (scan_long ("0\r\nA: ", "x", 10000, "\r\n\r\n"), ==,
                   PH_CHUNKS_WHOLE);
  g_assert_cmpint (scan_long ("0\r\nA: ", "x", 100000, "\r\n\r\n"), ==, -1);
  g_assert_cmpint (scan_long ("0\r\n", "a:\r\n", 100000, "\r\n"), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/chunks/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/chunks/long-lines", test_long_lines);
  return g_test_run ();
}
