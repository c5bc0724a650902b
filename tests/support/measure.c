/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/measure.h"

#include "support/files.h"
#include "support/wait.h"

#include <string.h>
#include <unistd.h>

gint64
measure_resident (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/statm", pid);
  g_autofree char *text = files_read (path);
  g_auto (GStrv) fields = g_strsplit (text, " ", -1);

  g_assert_cmpuint (g_strv_length (fields), >, 1);
  return g_ascii_strtoll (fields[1], NULL, 10) * sysconf (_SC_PAGESIZE);
}

guint
measure_descriptors (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/fd", pid);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) directory = g_dir_open (path, 0, &error);
  guint count = 0;

  g_assert_no_error (error);
  while (g_dir_read_name (directory) != NULL)
    count++;
  return count;
}

/* proc(5): the fields after the name of the program, from the third on. */
static gint64
measure_processor (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = files_read (path);
  g_auto (GStrv) fields = g_strsplit (strrchr (text, ')') + 2, " ", -1);
  gint64 ticks;

  g_assert_cmpuint (g_strv_length (fields), >, 12);
  ticks = g_ascii_strtoll (fields[14 - 3], NULL, 10) +
          g_ascii_strtoll (fields[15 - 3], NULL, 10);
  return ticks * 1000 / sysconf (_SC_CLK_TCK);
}

static gboolean
on_second (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;
  return G_SOURCE_REMOVE;
}

gint64
measure_second (int pid)
{
  gint64 before = measure_processor (pid);
  gboolean over = FALSE;

  g_timeout_add (1000, on_second, &over);
  wait_until (over);
  return measure_processor (pid) - before;
}

static gboolean
look_again (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
measure_wait_for_descriptors (int pid, guint most)
{
  guint tick = g_timeout_add (20, look_again, NULL);

  wait_until (measure_descriptors (pid) <= most);
  g_source_remove (tick);
}

void
measure_wait_for_more_descriptors (int pid, guint least)
{
  guint tick = g_timeout_add (20, look_again, NULL);

  wait_until (measure_descriptors (pid) >= least);
  g_source_remove (tick);
}
