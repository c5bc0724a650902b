/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The exit statuses every verb keeps to. */
enum
{
  PH_EXIT_DONE = 0,
  PH_EXIT_FAILED = 1,
  PH_EXIT_USAGE = 2,
  PH_EXIT_NO_HUB = 3,
  PH_EXIT_NOT_FOUND = 4,
  PH_EXIT_TIMED_OUT = 5,
  PH_EXIT_REFUSED = 6,
  PH_EXIT_PROBLEMS = 7,
  PH_EXIT_INTERRUPTED = 130,
};

/* One verb. */
typedef struct
{
  const char *name;
  const char *synopsis; /* the objects after the name; "" for none */
  const char *summary;  /* translatable, one line */
  /* @argv begins with the verb's name, like a program's. Returns the exit
   * status. */
  int (*run) (int argc, char **argv);
} PhCommand;

/* The one table of verbs, in main.c. Help, hints and, later, the man page and
 * completions are made from it. A row without a name ends it. */
extern const PhCommand ph_commands[];

/* Returns: (nullable): the row of @commands called @name. */
const PhCommand *ph_command_find (const PhCommand *commands, const char *name);

/* Returns: (nullable): the name in @commands that @name was most probably
 * meant to be, NULL when none comes near. */
const char *ph_command_nearest (const PhCommand *commands, const char *name);
