/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/error.h"

G_DEFINE_QUARK (ph - error - quark, ph_error)

gboolean
ph_error_is_gone (const GError *error)
{
  return g_error_matches (error, PH_ERROR, PH_ERROR_NOT_FOUND) ||
         g_error_matches (error, PH_ERROR, PH_ERROR_REMOVED);
}
