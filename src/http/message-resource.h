/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/route.h"

/* A message resource (RFC 8030 section 6.2): who knows its URL may cancel the
 * push while it waits. */
void ph_message_resource_cancel (PhRequest *request);
