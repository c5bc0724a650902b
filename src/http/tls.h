/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/settings.h"

#include <gio/gio.h>

/* HTTPS: the certificate and the key that the settings name, and what becomes
 * of them. When the files change, sessions that begin later have the new pair.
 * A pair that cannot be used is told in the log and not taken; the one before
 * stays. */
typedef struct _PhTls PhTls;

/* @tls receives NULL when the settings ask for no HTTPS. Fails with
 * PH_ERROR_INVALID when they name one of the two files only, else with
 * PH_ERROR_FAILED and a sentence that names the file. */
gboolean ph_tls_open (const PhSettings *settings,
                      PhTls **tls,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ph_tls_free (PhTls *tls);

/* Returns: (transfer full) (nullable): the connection over @socket, which has
 * just been accepted. */
GIOStream *ph_tls_wrap (PhTls *tls, GSocket *socket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhTls, ph_tls_free)
