/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "store/database.h"

/* Single values, by name. All functions fail like ph_statement_finish (). */

/* *@value is (transfer full), NULL when there is none. */
gboolean ph_meta_get (PhDatabase *database,
                      const char *name,
                      char **value,
                      GError **error);
gboolean ph_meta_set (PhDatabase *database,
                      const char *name,
                      const char *value,
                      GError **error);
