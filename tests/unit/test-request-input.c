/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/request-input.h"

#include "support/wait.h"

#include <string.h>

#define HEAD "POST / HTTP/1.1\r\nHost: x\r\n\r\n"

typedef struct
{
  PhRequestInput *input;
  PhFault fault;
  guint calls;
} Fixture;

static void
on_fault (PhFault fault, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->fault = fault;
  fixture->calls++;
}

static void
open_input (Fixture *fixture, const char *text)
{
  g_autoptr (GInputStream) base =
      g_memory_input_stream_new_from_data (text, (gssize) strlen (text), NULL);

  fixture->input = ph_request_input_new (base);
  ph_request_input_watch (fixture->input, on_fault, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->input);
}

static gssize
read_some (Fixture *fixture, char *buffer, gsize size, GError **error)
{
  return g_pollable_input_stream_read_nonblocking (
      G_POLLABLE_INPUT_STREAM (fixture->input), buffer, size, NULL, error);
}

static void
expect_octets (Fixture *fixture, gsize size, const char *text)
{
  char buffer[64];
  g_autoptr (GError) error = NULL;
  gssize done = read_some (fixture, buffer, size, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (buffer, done, text, strlen (text));
}

static void
expect_nothing (Fixture *fixture)
{
  char buffer[64];
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (read_some (fixture, buffer, sizeof buffer, &error), <, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
}

static void
expect_fault (Fixture *fixture, PhFault fault)
{
  wait_until (fixture->calls > 0);
  g_assert_cmpint (fixture->fault, ==, fault);
  g_assert_cmpuint (fixture->calls, ==, 1);
}

/* The body is not read together with the head, and can be polled for. */
static void
test_sound (Fixture *fixture, gconstpointer data)
{
  GPollableInputStream *input;

  open_input (fixture, HEAD "abc\r");
  input = G_POLLABLE_INPUT_STREAM (fixture->input);
  expect_octets (fixture, 64, HEAD);
  g_assert_true (g_pollable_input_stream_is_readable (input));
  expect_octets (fixture, 2, "ab");
  expect_octets (fixture, 64, "c\r");
  expect_octets (fixture, 64, "");
  g_assert_cmpuint (fixture->calls, ==, 0);
}

static gboolean
on_readable (GPollableInputStream *input, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_what_came_with_the_head_wakes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSource) source = NULL;
  gboolean readable = FALSE;

  open_input (fixture, HEAD "abc");
  expect_octets (fixture, 64, HEAD);
  source = g_pollable_input_stream_create_source (
      G_POLLABLE_INPUT_STREAM (fixture->input), NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (on_readable), &readable, NULL);
  g_source_attach (source, NULL);
  wait_until (readable);
  expect_octets (fixture, 64, "abc");
}

/* After it there is only the end. */
static void
test_fault_in_the_head (Fixture *fixture, gconstpointer data)
{
  open_input (fixture, "POST / HTTP/1.1\r\nA: b\rc\r\n\r\nabc");
  expect_octets (fixture, 16, "POST / HTTP/1.1\r");
  expect_nothing (fixture);
  expect_octets (fixture, 64, "");
  expect_fault (fixture, PH_FAULT_BARE_CR);
}

static void
test_chunks (Fixture *fixture, gconstpointer data)
{
  open_input (fixture, HEAD "3\r\nabc\r\n0\r\n\r\n");
  expect_octets (fixture, 64, HEAD);
  ph_request_input_expect_chunks (fixture->input);
  expect_octets (fixture, 64, "3\r\nabc\r\n0\r\n\r\n");
  expect_octets (fixture, 64, "");
  g_assert_cmpuint (fixture->calls, ==, 0);
}

/* Not even what was sound of what is read together. */
static void
test_fault_in_a_chunk (Fixture *fixture, gconstpointer data)
{
  open_input (fixture, HEAD "3\r\nabc\r\nzz\r\n");
  expect_octets (fixture, 64, HEAD);
  ph_request_input_expect_chunks (fixture->input);
  expect_octets (fixture, 4, "3\r\na");
  expect_nothing (fixture);
  expect_octets (fixture, 64, "");
  expect_fault (fixture, PH_FAULT_CHUNKS);
}

static void
test_cut_between_chunks (Fixture *fixture, gconstpointer data)
{
  open_input (fixture, HEAD "3\r\nabc\r\n");
  expect_octets (fixture, 64, HEAD);
  ph_request_input_expect_chunks (fixture->input);
  expect_octets (fixture, 64, "3\r\nabc\r\n");
  expect_nothing (fixture);
  expect_fault (fixture, PH_FAULT_CUT);
  expect_octets (fixture, 64, "");
}

/* Who does not watch any more is not told. */
static void
test_nobody_watches (Fixture *fixture, gconstpointer data)
{
  open_input (fixture, "GET /\r /");
  expect_nothing (fixture);
  ph_request_input_watch (fixture->input, NULL, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (fixture->calls, ==, 0);
}

static void
add (const char *name, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/request-input/", name, NULL);

  g_test_add (path, Fixture, NULL, NULL, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("sound", test_sound);
  add ("what-came-with-the-head-wakes", test_what_came_with_the_head_wakes);
  add ("fault-in-the-head", test_fault_in_the_head);
  add ("chunks", test_chunks);
  add ("fault-in-a-chunk", test_fault_in_a_chunk);
  add ("cut-between-chunks", test_cut_between_chunks);
  add ("nobody-watches", test_nobody_watches);
  return g_test_run ();
}
