/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/connection.h"

#include <string.h>

#define LINE "POST /push/id/x HTTP/1.1\r\n"
#define HOST "\r\nHost: localhost\r\n\r\n"

/* A head as it comes, and what becomes of it. */
typedef struct
{
  const char *name;
  const char *text;
  gssize size; /* -1: up to NUL */
  PhHeadFault fault;
  const char *read;
} Row;

static const Row rows[] = {
  { "empty-body", LINE "TTL: 1\r\n\r\n", -1, PH_HEAD_SOUND,
    LINE "TTL: 1\r\n\r\n" },
  { "no-fields", LINE "\r\n", -1, PH_HEAD_SOUND, LINE "\r\n" },
  { "line-feeds-only", "GET / HTTP/1.1\nA: b\n\n\r.", -1, PH_HEAD_SOUND,
    "GET / HTTP/1.1\nA: b\n\n\r." },
  { "cr-in-the-body", LINE "\r\na\rb", -1, PH_HEAD_SOUND, LINE "\r\na\rb" },
  { "lines-before", "\r\n\r\n" LINE "A: b\rc\r\n\r\n", -1, PH_HEAD_BARE_CR,
    "\r\n\r\n" LINE "A: b\r" HOST },
  { "cr-in-a-field", LINE "A: b\rc\r\n\r\n", -1, PH_HEAD_BARE_CR,
    LINE "A: b\r" HOST },
  { "cr-twice", LINE "A: b\r\r\n\r\n", -1, PH_HEAD_BARE_CR,
    LINE "A: b\r" HOST },
  { "cr-in-the-line", "GET /\r HTTP/1.1\r\n\r\n", -1, PH_HEAD_BARE_CR,
    "GET /\r HTTP/1.1" HOST },
  { "nul", LINE "A: b\0c\r\n\r\n", sizeof LINE + 10, PH_HEAD_NUL,
    LINE "A: b" HOST },
  { "nul-in-the-body", LINE "\r\n\0", sizeof LINE + 2, PH_HEAD_SOUND,
    LINE "\r\n" },
};

static PhConnection *
connect (GBytes *octets)
{
  g_autoptr (GInputStream) input =
      g_memory_input_stream_new_from_bytes (octets);
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GIOStream) stream = g_simple_io_stream_new (input, output);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                    G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  return ph_connection_new (stream, socket);
}

/* Returns: all that is read, by @size octets at once. */
static GString *
read_all (PhConnection *connection, gsize size)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autofree char *buffer = g_malloc (size);
  GString *all = g_string_new (NULL);
  gssize done;

  while ((done = g_input_stream_read (input, buffer, size, NULL, NULL)) > 0)
    g_string_append_len (all, buffer, done);

  g_assert_cmpint (done, ==, 0);
  return all;
}

static void
expect_begin (const GString *text, const char *begin)
{
  g_assert_cmpuint (text->len, >=, strlen (begin));
  g_assert_cmpmem (text->str, strlen (begin), begin, strlen (begin));
}

/* The end comes where the fault is, however little is read at once; but never
 * so late that it would not fit. */
static void
test_row (gconstpointer data)
{
  const Row *row = data;
  gsize size = row->size < 0 ? strlen (row->text) : (gsize) row->size;
  g_autoptr (GBytes) octets = g_bytes_new_static (row->text, size);

  for (gsize at_once = 8192; at_once >= 64; at_once--)
    {
      g_autoptr (PhConnection) connection = connect (octets);
      g_autoptr (GString) read = read_all (connection, at_once);

      g_assert_cmpint (ph_connection_get_fault (connection), ==, row->fault);
      if (at_once == 8192)
        expect_begin (read, row->read);
      if (row->fault == PH_HEAD_SOUND)
        g_assert_cmpmem (read->str, read->len, row->text, size);
      else
        g_assert_nonnull (strstr (read->str, HOST));
    }
}

static PhHeadFault
scan (GString *text)
{
  g_autoptr (GBytes) octets = g_string_free_to_bytes (text);
  g_autoptr (PhConnection) connection = connect (octets);
  g_autoptr (GString) read = read_all (connection, 8192);

  return ph_connection_get_fault (connection);
}

static GString *
repeat (const char *field, guint count)
{
  GString *text = g_string_new (LINE);

  for (guint i = 0; i < count; i++)
    g_string_append (text, field);

  g_string_append (text, "\r\n");
  return text;
}

static void
test_many_fields (void)
{
  g_assert_cmpint (scan (repeat ("a:\r\n", PH_HEAD_LINES_MAX)), ==,
                   PH_HEAD_SOUND);
  g_assert_cmpint (scan (repeat ("a:\r\n", PH_HEAD_LINES_MAX + 1)), ==,
                   PH_HEAD_TOO_MANY_LINES);
}

/* @size octets with the line and the empty line. */
static GString *
make_long (gsize size)
{
  g_autofree char *value = g_strnfill (size - strlen (LINE "A: \r\n\r\n"), 'x');
  GString *text = g_string_new (LINE);

  g_string_append_printf (text, "A: %s\r\n\r\n", value);
  return text;
}

static void
test_long (void)
{
  g_assert_cmpint (scan (make_long (PH_HEAD_OCTETS_MAX)), ==, PH_HEAD_SOUND);
  g_assert_cmpint (scan (make_long (PH_HEAD_OCTETS_MAX + 1)), ==,
                   PH_HEAD_TOO_LARGE);
}

/* What comes after a head that was cut is passed on and not looked at. */
static void
test_after_the_cut (void)
{
  g_autoptr (GString) text = g_string_new (LINE "A: b\rc");
  g_autoptr (GBytes) octets = NULL;
  g_autoptr (PhConnection) connection = NULL;
  g_autoptr (GString) read = NULL;

  while (text->len < 3 * 8192)
    g_string_append (text, "\rd");

  octets = g_bytes_new (text->str, text->len);
  connection = connect (octets);
  read = read_all (connection, 8192);
  g_assert_cmpstr (read->str + read->len - 8, ==, "\rd\rd\rd\rd");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/head/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/head/many-fields", test_many_fields);
  g_test_add_func ("/head/long", test_long);
  g_test_add_func ("/head/after-the-cut", test_after_the_cut);
  return g_test_run ();
}
