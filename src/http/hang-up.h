/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <libsoup/soup.h>

/* Sends the answer that has been set on @message and ends the connection
 * without reading the rest of the request into memory.
 *
 * libsoup would read all of a body before it answers, however long. The
 * connection is taken from it; a sender that is still writing would lose the
 * answer to a reset if we closed at once, so what comes is read and thrown
 * away for a while, bounded in time and amount. Never blocks. */
void ph_hang_up (SoupServerMessage *message, GSocket *socket);
