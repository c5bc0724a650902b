/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "store/database.h"

/* A prepared statement of a PhDatabase, so that one piece of SQL reads as
 *
 *   g_autoptr(PhStatement) statement = ph_statement_prepare (database, "…");
 *
 *   ph_statement_bind_int (statement, …);
 *   while (ph_statement_next (statement))
 *     … ph_statement_get_text (statement, 0) …
 *   return ph_statement_finish (statement, error);
 *
 * The first failure stays with the statement, makes the calls that follow do
 * nothing, and is told once, by ph_statement_finish (). The database owns the
 * statement; g_autoptr only makes it ready for its next use. */
typedef struct _PhStatement PhStatement;

/* @sql must live as long as @database; a string literal does. Never NULL. */
PhStatement *ph_statement_prepare (PhDatabase *database, const char *sql);

/* Each binds the next parameter, from the first on. Text and bytes must stay
 * as they are until the statement is reset; NULL is SQL's NULL. */
void ph_statement_bind_int (PhStatement *statement, gint64 value);
void ph_statement_bind_text (PhStatement *statement, const char *value);
void ph_statement_bind_bytes (PhStatement *statement, GBytes *value);

/* Goes to the next row. Returns: whether there is one. */
gboolean ph_statement_next (PhStatement *statement);

/* The columns of the row, counted from 0. Text is a new string, or NULL. */
gint64 ph_statement_get_int (PhStatement *statement, int column);
char *ph_statement_get_text (PhStatement *statement, int column);
GBytes *ph_statement_get_bytes (PhStatement *statement, int column);

/* Runs the statement to its end. Fails with
 *
 *   PH_ERROR_NOT_FOUND     a row refers to one that is not there
 *   PH_ERROR_FAILED        a row breaks another rule of the schema
 *   PH_ERROR_UNAVAILABLE   the disk or the file refuses
 */
gboolean ph_statement_finish (PhStatement *statement, GError **error);

void ph_statement_reset (PhStatement *statement);

/* For the database, when it closes. */
void ph_statement_free (PhStatement *statement);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhStatement, ph_statement_reset)
