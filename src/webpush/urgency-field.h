/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/urgency.h"

/* Reads the values of the Urgency header field lines of a request, in order of
 * appearance, NULL-terminated (RFC 8030 section 5.3), the lenient way: no
 * value and an unknown word are "normal".
 *
 * Fails with PH_ERROR_INVALID and a sentence that begins with "Urgency: " on
 * more than one value, in one line or several: that is not left to choice. */
gboolean ph_urgency_field_parse (const char *const *values,
                                 PhUrgency *urgency,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
