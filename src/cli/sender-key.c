/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/sender-key.h"

#include "webpush/ec-pem.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static gboolean
set_errno (GError **error, const char *file)
{
  int number = errno;
  g_autofree char *name = g_filename_display_name (file);

  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (number),
               "%s: %s.", name, g_strerror (number));
  return FALSE;
}

/* Reading */

/* Returns: how many octets there are, at most @size; -1 and sets @error. */
static gssize
read_octets (const char *file, char *octets, gsize size, GError **error)
{
  int descriptor = g_open (file, O_RDONLY | O_CLOEXEC | O_NOCTTY, 0);
  gsize all = 0;
  gssize done = -1;

  if (descriptor >= 0)
    while ((done = read (descriptor, octets + all, size - all)) > 0)
      all += (gsize) done;
  if (done < 0)
    set_errno (error, file);
  if (descriptor >= 0)
    close (descriptor);

  return done < 0 ? -1 : (gssize) all;
}

PhEcKey *
ph_sender_key_read (const char *file, GError **error)
{
  /* One more, which tells what is too long. */
  gsize size = PH_EC_PEM_MAX + 1;
  g_autofree char *pem = g_malloc (size);
  gssize length = read_octets (file, pem, size, error);
  PhEcKey *key = NULL;

  if (length < 0)
    return NULL;

  key = ph_ec_pem_read (pem, (gsize) length, error);
  explicit_bzero (pem, (gsize) length);
  return key;
}

/* Writing */

static gboolean
write_octets (int descriptor, GBytes *bytes)
{
  gsize size = 0;
  const char *octets = g_bytes_get_data (bytes, &size);

  while (size > 0)
    {
      gssize done = write (descriptor, octets, size);

      if (done < 0)
        return FALSE;
      octets += done;
      size -= (gsize) done;
    }

  return fsync (descriptor) == 0;
}

gboolean
ph_sender_key_create (const char *file, GBytes *pem, GError **error)
{
  int descriptor = g_open (file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  gboolean written;

  if (descriptor < 0)
    return set_errno (error, file);

  written = write_octets (descriptor, pem) || set_errno (error, file);
  close (descriptor);
  if (!written)
    g_unlink (file);
  return written;
}
