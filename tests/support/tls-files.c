/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/tls-files.h"

#include "support/files.h"
#include "webpush/dev-certificate.h"

static char *
write_file (TlsFiles *files, const char *name, const char *text)
{
  char *path = tls_files_get_path (files, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

TlsFiles *
tls_files_new (void)
{
  TlsFiles *files = g_new0 (TlsFiles, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhDevCertificate) made =
      ph_dev_certificate_new (g_get_real_time () / G_USEC_PER_SEC, &error);

  g_assert_no_error (error);
  files->directory = g_dir_make_tmp ("pushhub-tls-XXXXXX", &error);
  g_assert_no_error (error);
  files->ca = write_file (files, "ca.pem", made->ca);
  files->certificate = write_file (files, "certificate.pem", made->certificate);
  files->key = write_file (files, "key.pem", made->key);
  return files;
}

void
tls_files_free (TlsFiles *files)
{
  files_remove_tree (files->directory);
  g_free (files->directory);
  g_free (files->ca);
  g_free (files->certificate);
  g_free (files->key);
  g_free (files);
}

char *
tls_files_get_path (TlsFiles *files, const char *name)
{
  return g_build_filename (files->directory, name, NULL);
}
