/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/request.h"

/* Pushes with a proper HTTP client, libsoup's, in place of bare octets. Ends
 * as request_send () does; of the answer there is the status line and the
 * Location. */
void soup_request_push (const char *endpoint,
                        guint32 ttl,
                        const char *topic,
                        GBytes *body,
                        RequestFunc func,
                        gpointer user_data);
