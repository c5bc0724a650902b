/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Numbers as they are written in JSON (RFC 8259 section 6). */

/* @text begins with a digit or a minus sign.
 *
 * Returns: (nullable): what follows the number; NULL when there is none before
 * @end. */
const char *ph_json_number_find_end (const char *text, const char *end);
