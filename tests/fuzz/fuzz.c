/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fuzz/fuzz.h"

#include "core/error.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* libFuzzer calls it once, before all else. */
int LLVMFuzzerInitialize (int *argc, char ***argv);

/* What is told for people would be told a thousand times a second. */
static GLogWriterOutput
write_log (GLogLevelFlags level,
           const GLogField *fields,
           gsize n_fields,
           gpointer user_data)
{
  if ((level & G_LOG_LEVEL_MASK) > G_LOG_LEVEL_WARNING)
    return G_LOG_WRITER_HANDLED;

  /* GLib would end the program with a signal that libFuzzer does not catch. */
  g_log_writer_standard_streams (level, fields, n_fields, user_data);
  abort ();
}

/* The environment is read before anybody could set it here. */
static void
begin_anew (char **argv)
{
  if (g_getenv ("G_SLICE") != NULL)
    return;

  /* Blocks of GLib's own allocator would have no bounds and never leak. */
  g_setenv ("G_SLICE", "always-malloc", TRUE);

#ifdef FUZZ_KNOWN_LEAKS
  /* GLib has no frame pointers: without the slow unwinder stacks end in it, and
   * with more frames it is slower still. */
  g_setenv ("ASAN_OPTIONS", "fast_unwind_on_malloc=0:malloc_context_size=6",
            FALSE);
  g_setenv ("LSAN_OPTIONS",
            "print_suppressions=0:suppressions=" FUZZ_KNOWN_LEAKS, FALSE);
#endif

  execv ("/proc/self/exe", argv);
  g_error ("Cannot begin anew: %s", g_strerror (errno));
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  begin_anew (*argv);
  g_log_set_writer_func (write_log, NULL, NULL);
  return 0;
}

char *
fuzz_text (const guint8 *data, gsize size)
{
  const guint8 *end = size == 0 ? NULL : memchr (data, '\0', size);

  return g_strndup ((const char *) data,
                    end == NULL ? size : (gsize) (end - data));
}

char **
fuzz_lines (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);

  return g_strsplit (text, "\n", -1);
}

void
fuzz_expect_outcome (gboolean done, const GError *error)
{
  g_assert_cmpint (done, ==, error == NULL);
  if (done)
    return;

  g_assert_true (error->domain == PH_ERROR);
  fuzz_expect_sentence (error->message);
}

void
fuzz_expect_sentence (const char *text)
{
  g_assert_cmpstr (text, !=, "");
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (; *text != '\0'; text = g_utf8_next_char (text))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (text)));
}
