/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/measure.h"

#include "support/files.h"
#include "support/wait.h"

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
