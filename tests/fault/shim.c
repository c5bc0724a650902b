/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/shim.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Preloaded into the hub, and into nothing else: it stands between the hub and
 * the disk (shim-disk.c) and the wall clock (shim-clock.c). It knows libc
 * only, and works from the first call on, before any other library is ready.
 * For 64-bit Linux: only there do the calls with and without "64" agree. */
_Static_assert(sizeof (long) == 8, "a 64-bit system");

static ShimBlock *block;

ShimBlock *
shim_get_block (void)
{
  return block;
}

__attribute__ ((constructor)) static void
attach (void)
{
  const char *path = getenv (SHIM_VARIABLE);
  int file = path != NULL ? open (path, O_RDWR | O_CLOEXEC) : -1;
  void *page;

  if (file < 0)
    return;

  page =
      mmap (NULL, sizeof *block, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close (file);
  if (page == MAP_FAILED)
    return;

  block = page;
  atomic_fetch_add (&block->attached, 1);
}
