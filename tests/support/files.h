/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Removes @path with everything below it. */
void files_remove_tree (const char *path);

/* Returns: (transfer full) (element-type filename): every regular file below
 * @path. */
GPtrArray *files_list_tree (const char *path);

/* Returns: (transfer full): the text of @path; fails the test when it cannot
 * be read. */
char *files_read (const char *path);
