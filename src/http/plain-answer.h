/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* Tells who speaks plain HTTP to a port of HTTPS that this is one, and ends
 * our half of the connection. Takes what has come and sends what goes at once,
 * no more. */
void ph_plain_answer (GSocket *socket);
