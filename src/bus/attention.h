/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/hub.h"

/* What needs the user's attention, in sentences, the most important first.
 *
 * Returns: (transfer floating): an array of strings */
GVariant *ph_attention_describe (PhHub *hub, const PhHubStatus *status);
