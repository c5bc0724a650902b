/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/round.h"

/* A hub that has nothing left to do. */

/* Waits until the hub says that nothing waits any more. */
void quiet_wait (Round *round);

/* No hub runs: its database must be whole, and hold no push. Adds to
 * @complaints. */
void quiet_check_database (Round *round, GPtrArray *complaints);
