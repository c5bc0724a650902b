/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* A certificate for 127.0.0.1 with its key, and the CA to trust for it, in a
 * directory of their own. */
typedef struct
{
  char *directory;
  char *ca;
  char *certificate;
  char *key;
} TlsFiles;

TlsFiles *tls_files_new (void);

/* Removes the directory with all in it. */
void tls_files_free (TlsFiles *files);

/* Returns: (transfer full): @name below the directory. */
char *tls_files_get_path (TlsFiles *files, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TlsFiles, tls_files_free)
