/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/json-scanner.h"

/* Finding what one wants to know in JSON. */

/* Whether @token is a name or a string that stands for @string, whatever
 * escapes it is written with. */
gboolean ph_json_token_is (const PhJsonToken *token, const char *string);

/* Reads on to the last token of the value that began with the present one. */
void ph_json_skip (PhJsonScanner *scanner);

/* Looks for members called @name in the object whose beginning @object has just
 * read. @value is put to the beginning of the value of the last of them.
 *
 * Returns: how many there are */
guint ph_json_find (const PhJsonScanner *object,
                    const char *name,
                    PhJsonScanner *value);
