/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/shim-block.h"
#include "fault/shim.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* A disk that is slow, full or read-only, and a process that ends between two
 * steps of a transaction: the calls with which SQLite changes its files. Each
 * does what libc's does, with the bare system call, so that nothing depends on
 * which library comes next. */

/* How long a process that is about to be killed lives on: long enough for its
 * other threads to say what they should not say yet. */
#define LAST_WORDS_MS 100

static bool
has_suffix (const char *text, size_t length, const char *suffix)
{
  size_t size = strlen (suffix);

  return length >= size && memcmp (text + length - size, suffix, size) == 0;
}

/* Asked anew each time: a table of descriptors could be wrong. */
static bool
is_database (int file)
{
  static const char *const suffixes[] = { "/pushhub.db", "/pushhub.db-wal",
                                          "/pushhub.db-shm",
                                          "/pushhub.db-journal" };
  char link[64];
  char path[4096];
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", file);
  length = readlink (link, path, sizeof path);
  for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++)
    if (length > 0 && has_suffix (path, (size_t) length, suffixes[i]))
      return true;
  return false;
}

static void
wait_for (int milliseconds)
{
  struct timespec time = { milliseconds / 1000,
                           milliseconds % 1000 * 1000000L };

  while (nanosleep (&time, &time) != 0 && errno == EINTR)
    ;
}

static void
count (ShimBlock *block)
{
  atomic_fetch_add (&block->n_calls, 1);
  if (atomic_load (&block->calls_to_live) == 0 ||
      atomic_fetch_sub (&block->calls_to_live, 1) != 1)
    return;

  wait_for (LAST_WORDS_MS);
  kill (getpid (), SIGKILL);
}

/* Returns: whether the change of @file must not happen; errno says why. */
static bool
refuse (int file)
{
  ShimBlock *block = shim_get_block ();

  if (block == NULL || !is_database (file))
    return false;

  count (block);
  errno = atomic_load (&block->write_error);
  return errno != 0;
}

static long
sync_slowly (long call, int file)
{
  ShimBlock *block = shim_get_block ();
  long result;

  if (block == NULL || !is_database (file))
    return syscall (call, file);

  count (block);
  atomic_fetch_add (&block->n_syncing, 1);
  wait_for (atomic_load (&block->sync_delay));
  result = syscall (call, file);
  atomic_fetch_sub (&block->n_syncing, 1);
  return result;
}

ssize_t
write (int file, const void *data, size_t size)
{
  return refuse (file) ? -1 : syscall (SYS_write, file, data, size);
}

ssize_t
pwrite64 (int file, const void *data, size_t size, off64_t offset)
{
  return refuse (file) ? -1 : syscall (SYS_pwrite64, file, data, size, offset);
}

ssize_t
pwrite (int file, const void *data, size_t size, off_t offset)
{
  return pwrite64 (file, data, size, offset);
}

int
ftruncate64 (int file, off64_t size)
{
  return refuse (file) ? -1 : (int) syscall (SYS_ftruncate, file, size);
}

int
ftruncate (int file, off_t size)
{
  return ftruncate64 (file, size);
}

int
fallocate64 (int file, int mode, off64_t offset, off64_t size)
{
  return refuse (file) ?
             -1 :
             (int) syscall (SYS_fallocate, file, mode, offset, size);
}

int
fallocate (int file, int mode, off_t offset, off_t size)
{
  return fallocate64 (file, mode, offset, size);
}

int
posix_fallocate64 (int file, off64_t offset, off64_t size)
{
  return fallocate64 (file, 0, offset, size) == 0 ? 0 : errno;
}

int
posix_fallocate (int file, off_t offset, off_t size)
{
  return posix_fallocate64 (file, offset, size);
}

int
fsync (int file)
{
  return (int) sync_slowly (SYS_fsync, file);
}

int
fdatasync (int file)
{
  return (int) sync_slowly (SYS_fdatasync, file);
}
