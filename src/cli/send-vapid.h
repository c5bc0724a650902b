/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/ec-key.h"

/* How `send` shows a push server who it is (RFC 8292). */

/* Unless --subject says whom to reach: nobody. It is what the pickiest servers
 * take, in a domain that is kept for examples (RFC 2606 section 3). */
#define PH_SEND_SUBJECT "mailto:pushhub@example.org"

/* Checks the options of the same names, and reports what is wrong with them: a
 * subject, which is UTF-8, belongs to a key and is one that no server refuses
 * for its form.
 *
 * @file: (nullable): --vapid
 * @subject: (nullable): --subject */
gboolean
ph_send_check_vapid (const char *verb, const char *file, const char *subject);

/* Reads the private key in @file, or reports why it cannot be used.
 *
 * @file: (nullable): NULL for no key
 * @key: (out) (transfer full): left as it is when there is none
 *
 * Returns: the exit status; PH_EXIT_DONE when nothing was wrong. */
int ph_send_read_vapid_key (const char *file, PhEcKey **key);

/* @subject: (nullable): NULL for PH_SEND_SUBJECT
 *
 * Returns: (transfer full): what to send as Authorization to @endpoint, as
 * often as there are pushes in the next 12 hours; NULL with PH_ERROR_INVALID
 * when that has no origin. */
char *ph_send_authorize (const char *endpoint,
                         const char *subject,
                         const PhEcKey *key,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
