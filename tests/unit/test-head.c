/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/head.h"

#include <string.h>

#define LINE "POST /push/id/x HTTP/1.1\r\n"

/* A beginning of a connection, and how much of it is a sound head. */
typedef struct
{
  const char *name;
  const char *text;
  gssize size; /* -1: up to NUL */
  PhFault fault;
  const char *sound;
} Row;

static const Row rows[] = {
  { "whole", LINE "TTL: 1\r\n\r\nbody", -1, PH_FAULT_NONE,
    LINE "TTL: 1\r\n\r\n" },
  { "no-fields", LINE "\r\n", -1, PH_FAULT_NONE, LINE "\r\n" },
  { "not-ended", LINE "TTL: 1\r\n", -1, PH_FAULT_NONE, LINE "TTL: 1\r\n" },
  { "line-feeds-only", "GET / HTTP/1.1\nA: b\n\n.", -1, PH_FAULT_NONE,
    "GET / HTTP/1.1\nA: b\n\n" },
  { "cr-in-the-body", LINE "\r\na\rb", -1, PH_FAULT_NONE, LINE "\r\n" },
  { "lines-before", "\r\n\n" LINE "A: b\rc\r\n\r\n", -1, PH_FAULT_BARE_CR,
    "\r\n\n" LINE "A: b\r" },
  { "cr-in-a-field", LINE "A: b\rc\r\n\r\n", -1, PH_FAULT_BARE_CR,
    LINE "A: b\r" },
  { "cr-twice", LINE "A: b\r\r\n\r\n", -1, PH_FAULT_BARE_CR, LINE "A: b\r" },
  { "cr-in-the-line", "GET /\r HTTP/1.1\r\n\r\n", -1, PH_FAULT_BARE_CR,
    "GET /\r" },
  { "nul", LINE "A: b\0c\r\n\r\n", sizeof LINE + 10, PH_FAULT_NUL,
    LINE "A: b" },
  { "nul-first", "\0", 1, PH_FAULT_NUL, "" },
  { "nul-in-the-body", LINE "\r\n\0", sizeof LINE + 2, PH_FAULT_NONE,
    LINE "\r\n" },
};

/* Reading @size octets at once, up to the first that is not the head's. */
static gsize
scan (PhHead *head, const char *text, gsize size, gsize at_once)
{
  gsize sound = 0;

  while (sound < size)
    {
      gsize next = MIN (at_once, size - sound);
      gsize passed = ph_head_scan (head, text + sound, next);

      sound += passed;
      if (passed < next)
        break;
    }

  return sound;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  gsize size = row->size < 0 ? strlen (row->text) : (gsize) row->size;

  for (gsize at_once = 1; at_once <= size; at_once++)
    {
      PhHead head = { 0 };

      g_assert_cmpuint (scan (&head, row->text, size, at_once), ==,
                        strlen (row->sound));
      g_assert_cmpint (head.fault, ==, row->fault);
      g_assert_true (!head.ended || head.fault == PH_FAULT_NONE);
    }
}

static PhFault
scan_text (GString *text)
{
  PhHead head = { 0 };

  scan (&head, text->str, text->len, 4096);
  g_assert_cmpint (head.ended, ==, head.fault == PH_FAULT_NONE);
  g_string_free (text, TRUE);
  return head.fault;
}

static GString *
make_many (guint fields)
{
  GString *text = g_string_new (LINE);

  for (guint i = 0; i < fields; i++)
    g_string_append (text, "a:\r\n");

  return g_string_append (text, "\r\n");
}

static void
test_many_fields (void)
{
  g_assert_cmpint (scan_text (make_many (PH_HEAD_FIELDS_MAX)), ==,
                   PH_FAULT_NONE);
  g_assert_cmpint (scan_text (make_many (PH_HEAD_FIELDS_MAX + 1)), ==,
                   PH_FAULT_HEAD_FIELDS);
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
  g_assert_cmpint (scan_text (make_long (PH_HEAD_OCTETS_MAX)), ==,
                   PH_FAULT_NONE);
  g_assert_cmpint (scan_text (make_long (PH_HEAD_OCTETS_MAX + 1)), ==,
                   PH_FAULT_HEAD_SIZE);
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
  return g_test_run ();
}
