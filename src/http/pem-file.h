/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The octets of a file that may be PEM, and where they are from. */
typedef struct
{
  char *path;
  GBytes *bytes;
} PhPemFile;

/* Reads a regular file of up to 1 MiB, and blocks while it does. May be called
 * from any thread.
 *
 * Returns: (transfer full): it; NULL and PH_ERROR_FAILED with one sentence that
 * names the file and what is wrong with it. */
PhPemFile *ph_pem_file_read (const char *path,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ph_pem_file_free (PhPemFile *file);

/* Fails with PH_ERROR_FAILED and the sentence "PATH: WHAT.". Returns: FALSE. */
gboolean
ph_pem_file_refuse (const char *path, const char *what, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhPemFile, ph_pem_file_free)
