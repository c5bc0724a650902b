/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <libsoup/soup.h>

/* A header field that may come in several lines (RFC 9110 section 5.3), of
 * which libsoup finds the last. Gateways add lines of their own at the end, so
 * that the first is the sender's. */

/* Returns: (transfer container): the values of all lines of @field, in order of
 * appearance, NULL-terminated; each is valid as long as @headers do not
 * change. */
const char **ph_field_lines_list (SoupMessageHeaders *headers,
                                  const char *field);

/* Returns: (nullable): the first of them. */
const char *ph_field_lines_get_first (SoupMessageHeaders *headers,
                                      const char *field);
