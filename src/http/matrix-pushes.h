/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/matrix-notification.h"
#include "http/request.h"

/* Gives @message to the hub for each device of @notification, once for each
 * endpoint, and answers the homeserver when the hub has decided on all of them:
 *
 *   a pushkey that can never get one        it is in "rejected"
 *   accepted, or pushed a short while ago   200
 *   refused for now, nothing accepted       as ph_refusal_for_error () says
 *   refused for now, something accepted     200, and the hub tries again
 *
 * No endpoint of ours, or not any more, can never get one; nor can one that is
 * restricted to a VAPID key, which nobody has shown here (RFC 8292 section
 * 4.2). */
void ph_matrix_pushes_begin (PhRequest *request,
                             const PhMatrixNotification *notification,
                             GBytes *message);
