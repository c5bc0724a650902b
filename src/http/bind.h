/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* Opens the sockets the server listens on, one for each of @addresses (IP
 * addresses, NULL-terminated), all on @port. With port 0 the system chooses
 * one that is free on all of them. ::1 is left out, with a line in the log,
 * where there is no IPv6.
 *
 * Returns: (transfer full) (element-type GSocket): at least one socket; NULL
 * and PH_ERROR_FAILED with a sentence for the user otherwise. */
GPtrArray *ph_bind (const char *const *addresses,
                    guint port,
                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): "127.0.0.1:8976" or "[::1]:8976" */
char *ph_bind_get_name (GSocket *socket);

/* The port of such a socket. */
guint ph_bind_get_port (GSocket *socket);
