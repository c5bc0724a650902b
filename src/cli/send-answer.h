/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "cli/hub-proxy.h"
#include "cli/post.h"

/* Says what a server answered to a push, and on standard error why it refused
 * it or why the push was not acknowledged.
 *
 * @hub: (nullable): where to wait for the end of the push; NULL not to wait
 *
 * Returns: the exit status. */
int ph_send_finish (const PhAnswer *answer, PhDBusManager1 *hub);
