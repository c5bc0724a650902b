/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/body.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static void
check (GBytes *body, const char *octets, gsize size)
{
  gsize body_size;
  const char *body_octets;

  g_assert_nonnull (body);
  body_octets = g_bytes_get_data (body, &body_size);
  g_assert_cmpmem (body_octets, body_size, octets, size);
}

static void
test_text (void)
{
  g_autoptr (GBytes) text = ph_body_read (NULL, "caf\xc3\xa9", NULL);
  g_autoptr (GBytes) empty = ph_body_read (NULL, "", NULL);

  check (text, "caf\xc3\xa9", 5);
  check (empty, "", 0);
}

static void
test_file_wins (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  int file = g_file_open_tmp (NULL, &path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (write (file, "a\0b\n", 4), ==, 4);
  close (file);
  body = ph_body_read (path, "text", &error);
  g_assert_no_error (error);
  check (body, "a\0b\n", 4);

  g_remove (path);
  g_assert_null (ph_body_read (path, "text", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, path));
}

/* Standard input has @octets and ends. */
static void
feed (const char *octets, gsize size)
{
  int ends[2];

  g_assert_no_errno (pipe (ends));
  g_assert_cmpint (write (ends[1], octets, size), ==, size);
  close (ends[1]);
  g_assert_cmpint (dup2 (ends[0], STDIN_FILENO), ==, STDIN_FILENO);
  close (ends[0]);
}

static void
test_standard_input (void)
{
  static const char *const texts[] = { NULL, "-" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GBytes) body = NULL;

      feed ("a\0b\n", 4);
      body = ph_body_read (NULL, texts[i], NULL);
      check (body, "a\0b\n", 4);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/body/text", test_text);
  g_test_add_func ("/body/file", test_file_wins);
  g_test_add_func ("/body/standard-input", test_standard_input);
  return g_test_run ();
}
