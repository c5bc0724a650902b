/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Rows of text in aligned columns. */
typedef struct _PhTable PhTable;

/* Returns: (transfer full): a table of @columns columns. */
PhTable *ph_table_new (guint columns);
void ph_table_free (PhTable *table);

/* Columns are aligned to the left unless said otherwise. */
void ph_table_align_right (PhTable *table, guint column);

/* Adds a row: @cells has one text for each column, copied. A cell holds one
 * line; what a terminal would obey is replaced. An empty cell shows "-". */
void ph_table_add (PhTable *table, const char *const *cells);

/* Two spaces between columns, none at the ends of lines. If @width is not 0,
 * the widest columns are cut ("…") until a line fits, as far as that goes.
 *
 * Returns: (transfer full): the lines, each ended by a newline. @heading is
 * the ECMA-48 rendition of the first line, NULL for none. */
char *ph_table_to_text (const PhTable *table, guint width, const char *heading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhTable, ph_table_free)
