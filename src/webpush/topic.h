/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* RFC 8030 section 5.4: at most so many characters of base64url. */
#define PH_TOPIC_MAX 32

/* Reads the values of the Topic header field lines of a request, in order of
 * appearance, NULL-terminated. None, or an empty one, is no topic. Up to two
 * "=" at the end count as characters of it: Matrix servers send padded
 * base64url.
 *
 * @topic: (out) (nullable) (transfer none): one of @values
 *
 * Fails with PH_ERROR_INVALID and a sentence that begins with "Topic: " on
 * more than one value, a wrong character or one too many. */
gboolean ph_topic_parse (const char *const *values,
                         const char **topic,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
