/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/shim-block.h"
#include "support/bus.h"

/* The harness's end of the preloaded library. */

/* Makes the programs that start on @bus from now on load it. Returns: what is
 * said to it, all zero at first; until shim_control_free (). */
ShimBlock *shim_control_new (Bus *bus);

/* Nothing is wrong any more. */
void shim_control_mend (ShimBlock *block);

/* Whether a program has loaded it since this was asked last. */
gboolean shim_control_is_attached (ShimBlock *block);

void shim_control_free (ShimBlock *block);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShimBlock, shim_control_free)
