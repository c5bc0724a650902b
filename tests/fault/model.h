/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/history.h"

/* What a hub promises, held against what happened (see model.c). */

/* A promise that was not kept. */
typedef struct
{
  char *sentence;
  Push *push; /* or NULL */
} Complaint;

/* Checks @history, whose hub said after @quiet that nothing waits.
 *
 * Returns: (transfer full) (element-type Complaint): what is wrong, in the
 * order in which it happened. */
GPtrArray *model_check (History *history, Moment quiet);
