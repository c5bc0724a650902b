/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "store/database.h"

/* Makes sure that a database just opened is the hub's own, whole, and of the
 * newest schema; a new one gets it.
 *
 * Fails with PH_ERROR_FAILED and a sentence that goes behind the file's name;
 * the file is then as it was. */
gboolean ph_schema_prepare (PhDatabase *database,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
