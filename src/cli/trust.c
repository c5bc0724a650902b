/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/trust.h"

#include "cli/command.h"
#include "cli/report.h"
#include "core/error.h"

#include <glib/gi18n.h>

gboolean
ph_trust_apply (SoupSession *session, GError **error)
{
  const char *path = g_getenv ("SSL_CERT_FILE");
  g_autofree char *absolute = NULL;
  g_autoptr (GTlsDatabase) database = NULL;

  if (path == NULL || path[0] == '\0')
    return TRUE;

  absolute = g_canonicalize_filename (path, NULL);
  database = g_tls_file_database_new (absolute, NULL);
  if (database == NULL)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_FAILED,
                   _ ("SSL_CERT_FILE: %s has no certificate that can be "
                      "read."),
                   path);
      return FALSE;
    }

  soup_session_set_tls_database (session, database);
  return TRUE;
}

static gboolean
is_no_connection (const GError *error)
{
  return error->domain == G_RESOLVER_ERROR ||
         (error->domain == G_IO_ERROR && error->code != G_IO_ERROR_TIMED_OUT);
}

int
ph_trust_report_error (const GError *error)
{
  if (g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return ph_report (PH_EXIT_FAILED,
                      _ ("If the server is yours, name the file of its CA: "
                         "SSL_CERT_FILE=FILE pushhub send ..."),
                      "%s.", error->message);
  if (is_no_connection (error))
    return ph_report (PH_EXIT_FAILED,
                      _ ("See that the push server runs, and that its URL is "
                         "right."),
                      "%s", error->message);

  return ph_report_error (error);
}
