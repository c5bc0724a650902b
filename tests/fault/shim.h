/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/shim-block.h"

/* What the files of the preloaded library share. */

/* The block, or NULL when the harness gave none: then nothing is changed. */
__attribute__ ((visibility ("hidden"))) ShimBlock *shim_get_block (void);
