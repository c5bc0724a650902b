/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/pem-file.h"

#include "core/error.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MAX (1024 * 1024)

gboolean
ph_pem_file_refuse (const char *path, const char *what, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, PH_ERROR, PH_ERROR_FAILED, "%s: %s.", name, what);
  return FALSE;
}

static GBytes *
read_all (int descriptor, gsize size, const char *path, GError **error)
{
  g_autofree guint8 *octets = g_malloc (size + 1);
  gsize all = 0;
  gssize done;

  while ((done = read (descriptor, octets + all, size - all)) > 0)
    all += (gsize) done;

  if (done == 0)
    return g_bytes_new_take (g_steal_pointer (&octets), all);

  ph_pem_file_refuse (path, g_strerror (errno), error);
  return NULL;
}

/* A pipe or a device could keep us for ever, or never end. */
static GBytes *
read_bytes (const char *path, GError **error)
{
  int descriptor = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  struct stat status = { 0 };
  GBytes *bytes = NULL;

  if (descriptor < 0 || fstat (descriptor, &status) < 0)
    ph_pem_file_refuse (path, g_strerror (errno), error);
  else if (!S_ISREG (status.st_mode))
    ph_pem_file_refuse (path, "is no regular file", error);
  else if (status.st_size > FILE_MAX)
    ph_pem_file_refuse (path, "is too large for a PEM file", error);
  else
    bytes = read_all (descriptor, (gsize) status.st_size, path, error);

  if (descriptor >= 0)
    close (descriptor);
  return bytes;
}

PhPemFile *
ph_pem_file_read (const char *path, GError **error)
{
  GBytes *bytes = read_bytes (path, error);
  PhPemFile *file;

  if (bytes == NULL)
    return NULL;

  file = g_new0 (PhPemFile, 1);
  file->path = g_strdup (path);
  file->bytes = bytes;
  return file;
}

void
ph_pem_file_free (PhPemFile *file)
{
  g_free (file->path);
  g_bytes_unref (file->bytes);
  g_free (file);
}
