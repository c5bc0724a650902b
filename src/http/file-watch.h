/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Looks after files that other programs replace now and then, in every way
 * they do: writing into them, a rename over them, a symbolic link that leads
 * elsewhere. Nothing runs while nothing changes. */
typedef struct _PhFileWatch PhFileWatch;

typedef void (*PhFileWatchFunc) (gpointer user_data);

/* Calls @changed some time after one of @paths (NULL-terminated) may have
 * changed, when those who write several files have probably done so. A file
 * may be missing. What cannot be watched is told in the log. */
PhFileWatch *ph_file_watch_new (const char *const *paths,
                                PhFileWatchFunc changed,
                                gpointer user_data);
void ph_file_watch_free (PhFileWatch *watch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhFileWatch, ph_file_watch_free)
