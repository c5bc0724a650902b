/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "store/database.h"

/* What the tests of a database's file share: a directory, and the path of a
 * file in it that is not there yet. */
typedef struct
{
  char *directory;
  char *path;
  char *log; /* what SQLite calls the log of that file */
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer unused);
void fixture_tear_down (Fixture *fixture, gconstpointer unused);

PhDatabase *open_database (const char *path);

/* Opening must fail with the path and @sentence; the second also when a single
 * octet of the file changes. */
void check_refused (const char *path, const char *sentence);
void check_refused_unchanged (const char *path, const char *sentence);
