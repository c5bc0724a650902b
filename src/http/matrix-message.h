/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Makes the push message from the body of POST /_matrix/push/v1/notify: the
 * same JSON without notification.devices and without white space; every value
 * is as the homeserver has written it, numbers and escapes too. As long as it
 * has more than PH_PUSH_BODY_MAX octets, more is left out of the notification:
 * content.formatted_body, content.ciphertext, content, sender_display_name,
 * room_name, room_alias, and then all that is not event_id, room_id, counts,
 * prio, type or sender.
 *
 * @text is one that ph_matrix_notification_parse () takes.
 *
 * Returns: (transfer full): NULL with PH_ERROR_INVALID when that is not enough.
 */
GBytes *ph_matrix_message_new (const char *text,
                               gsize size,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
