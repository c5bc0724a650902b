/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/shim-control.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* A library that is preloaded comes before the sanitizer's own, which objects
 * unless it is told that this is meant. */
static void
set_variables (Bus *bus, const char *path)
{
  const char *library = g_getenv ("PUSHHUB_FAULT_LIBRARY");
  const char *options = g_getenv ("ASAN_OPTIONS");
  g_autofree char *more = g_strconcat (options != NULL ? options : "",
                                       ":verify_asan_link_order=0", NULL);

  g_assert_nonnull (library);
  bus_set_variable (bus, SHIM_VARIABLE, path);
  bus_set_variable (bus, "LD_PRELOAD", library);
  bus_set_variable (bus, "ASAN_OPTIONS", more);
}

ShimBlock *
shim_control_new (Bus *bus)
{
  g_autofree char *path = bus_get_path (bus, "shim");
  int file = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  void *page;

  g_assert_no_errno (file);
  g_assert_no_errno (ftruncate (file, sizeof (ShimBlock)));
  page = mmap (NULL, sizeof (ShimBlock), PROT_READ | PROT_WRITE, MAP_SHARED,
               file, 0);
  g_assert_true (page != MAP_FAILED);
  g_close (file, NULL);
  set_variables (bus, path);
  return page;
}

void
shim_control_mend (ShimBlock *block)
{
  block->write_error = 0;
  block->sync_delay = 0;
  block->calls_to_live = 0;
  block->clock_offset = 0;
}

gboolean
shim_control_is_attached (ShimBlock *block)
{
  return atomic_exchange (&block->attached, 0) > 0;
}

void
shim_control_free (ShimBlock *block)
{
  munmap (block, sizeof *block);
}
