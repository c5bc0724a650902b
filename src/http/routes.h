/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/route.h"

/* What this hub serves. */
extern const PhRoute ph_routes[];
