/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Fills @octets with so many random ones, which nobody can guess (RFC 4086).
 *
 * @octets: (out): @size octets
 *
 * Fails with PH_ERROR_FAILED when the system has none. */
gboolean ph_random_octets_fill (guint8 *octets,
                                int size,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
