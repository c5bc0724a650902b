/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/ec-key.h"

#include <gio/gio.h>

/* The private key of an application server, in a file (webpush/ec-pem.h). */

/* Reads it, from a pipe too.
 *
 * Returns: (transfer full): the key; NULL with an error of G_IO_ERROR when
 * @file cannot be read, with PH_ERROR_INVALID when no such key is in it. */
PhEcKey *ph_sender_key_read (const char *file,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Writes @pem, a private key, to the new @file, which nobody but the user can
 * read. What is there already stays as it is. Fails with an error of
 * G_IO_ERROR. */
gboolean ph_sender_key_create (const char *file,
                               GBytes *pem,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
