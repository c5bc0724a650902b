/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/file-watch.h"

#include <gio/gio.h>
#include <stdlib.h>

/* From the first change to the call. */
#define SETTLE_MS 300

/* Between two events of one file. */
#define RATE_MS 100

struct _PhFileWatch
{
  char **paths;
  PhFileWatchFunc changed;
  gpointer user_data;

  GPtrArray *monitors;
  guint timer; /* runs after a change */
};

static void watch_all (PhFileWatch *self);

static gboolean
on_settled (gpointer user_data)
{
  PhFileWatch *self = user_data;

  self->timer = 0;
  watch_all (self);
  self->changed (self->user_data);
  return G_SOURCE_REMOVE;
}

/* The hint says nothing new, and of a link it says so seconds later. */
static void
on_changed (GFileMonitor *monitor,
            GFile *file,
            GFile *other,
            GFileMonitorEvent event,
            gpointer user_data)
{
  PhFileWatch *self = user_data;

  if (self->timer == 0 && event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT)
    self->timer = g_timeout_add (SETTLE_MS, on_settled, self);
}

static void
watch (PhFileWatch *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GFileMonitor *monitor =
      g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);

  if (monitor == NULL)
    {
      g_message ("%s: changes will not be noticed: %s", path, error->message);
      return;
    }

  g_file_monitor_set_rate_limit (monitor, RATE_MS);
  g_signal_connect (monitor, "changed", G_CALLBACK (on_changed), self);
  g_ptr_array_add (self->monitors, monitor);
}

/* The name itself, for a rename or another link; and what it leads to, which
 * may be elsewhere after each change. No directory further up: the kernel would
 * tell of everything in it, of the database for example. */
static void
watch_all (PhFileWatch *self)
{
  g_ptr_array_set_size (self->monitors, 0);
  for (char **path = self->paths; *path != NULL; path++)
    {
      char *target = realpath (*path, NULL);

      watch (self, *path);
      if (target != NULL && !g_str_equal (target, *path))
        watch (self, target);
      free (target);
    }
}

static void
end_monitor (gpointer monitor)
{
  g_signal_handlers_disconnect_matched (monitor, G_SIGNAL_MATCH_FUNC, 0, 0,
                                        NULL, on_changed, NULL);
  g_file_monitor_cancel (monitor);
  g_object_unref (monitor);
}

PhFileWatch *
ph_file_watch_new (const char *const *paths,
                   PhFileWatchFunc changed,
                   gpointer user_data)
{
  PhFileWatch *self = g_new0 (PhFileWatch, 1);

  self->paths = g_strdupv ((char **) paths);
  self->changed = changed;
  self->user_data = user_data;
  self->monitors = g_ptr_array_new_with_free_func (end_monitor);
  watch_all (self);
  return self;
}

void
ph_file_watch_free (PhFileWatch *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_ptr_array_unref (self->monitors);
  g_strfreev (self->paths);
  g_free (self);
}
