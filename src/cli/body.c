/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/body.h"

#include <gio/gunixinputstream.h>
#include <string.h>
#include <unistd.h>

static GBytes *
read_standard_input (GError **error)
{
  g_autoptr (GInputStream) input =
      g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GOutputStream) body = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (body, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                              NULL, error) < 0)
    return NULL;

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (body));
}

static GBytes *
read_file (const char *file, GError **error)
{
  char *contents = NULL;
  gsize size = 0;

  if (!g_file_get_contents (file, &contents, &size, error))
    return NULL;

  return g_bytes_new_take (contents, size);
}

GBytes *
ph_body_read (const char *file, const char *text, GError **error)
{
  if (file != NULL)
    return read_file (file, error);
  if (text != NULL && !g_str_equal (text, "-"))
    return g_bytes_new (text, strlen (text));

  return read_standard_input (error);
}
