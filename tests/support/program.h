/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/bus.h"

/* One run of a program on a bus: PUSHHUB_TEST_PROGRAM, behind
 * PUSHHUB_TEST_WRAPPER when that is set, or another command. Its standard
 * error goes to a file; it dies with the test. */
typedef struct
{
  GSubprocess *process;
  GDataInputStream *out;
  char *log; /* path of its standard error */
  gboolean ended;
} Program;

/* @args without the program's name, NULL at the end. */
Program *program_start (Bus *bus, const char *const *args);

/* Runs @command, split like a shell would. */
Program *program_start_command (Bus *bus, const char *command);

/* Kills it if it still runs. */
void program_free (Program *program);

/* Returns: (transfer full) (nullable): the next line of standard output, NULL
 * at its end. Waits for it. */
char *program_read_line (Program *program);

/* Returns: (transfer full): all of standard output until its end. */
char *program_read_all (Program *program);

/* Waits until it ends and returns its exit status, or the signal that ended it
 * as a negative number. */
int program_wait (Program *program);

/* Returns: (transfer full): what it said on standard error until now. */
char *program_get_log (Program *program);

/* What a run that ends by itself said. */
typedef struct
{
  int status;
  char *out;
  char *err;
} Outcome;

/* Runs the program to its end with the arguments up to NULL. */
Outcome *program_run (Bus *bus, ...) G_GNUC_NULL_TERMINATED;
void outcome_free (Outcome *outcome);

/* Collects arguments up to NULL. Returns: (transfer container). */
GPtrArray *program_collect (va_list args);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Program, program_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)
