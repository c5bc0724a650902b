/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/request.h"

/* Web pages of other origins as senders of pushes, by the CORS protocol of the
 * Fetch standard. Without these header fields a browser lets no page see an
 * answer, and sends only requests that a form could send, too. All of this does
 * nothing unless the settings say cors and the row of the route does. */

/* Any page may see the answer, with the header fields a sender needs. For every
 * answer, right before it is sent: libsoup forgets header fields when it has
 * sent "100 Continue". */
void ph_cors_share (PhRequest *request);

/* Whether a browser asks in advance what a page may send. That is about the
 * kind of resource: the page shall see by itself that there is none. */
gboolean ph_cors_is_preflight (PhRequest *request);

/* What a page may send: @methods, and the header fields that a push may have.
 * For the answer to OPTIONS. */
void ph_cors_permit (PhRequest *request, const char *methods);
