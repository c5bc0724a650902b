/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/program.h"

/* What scripts rely on when they run a verb. */

/* Exit statuses of the command line's contract. */
#define DONE 0
#define FAILED 1
#define USAGE 2
#define NO_HUB 3
#define NOT_FOUND 4
#define TIMED_OUT 5
#define REFUSED 6

/* It ended with @status, and nothing it said has colour. */
void expect_status (Outcome *outcome, int status);

/* @line of --json must be an object: whether it has @member. */
gboolean has_member (const char *line, const char *member);

/* Returns: (transfer full): the value of @member in the object that @line is,
 * as text. */
char *get_member (const char *line, const char *member);

void expect_member (const char *line, const char *member, const char *expected);
