/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/table.h"

#include "cli/output.h"

#define GAP 2
#define NARROWEST 8
#define ELLIPSIS "…"

struct _PhTable
{
  guint columns;
  gboolean *right; /* one for each column */
  GPtrArray *rows; /* of char ** */
};

PhTable *
ph_table_new (guint columns)
{
  PhTable *table = g_new0 (PhTable, 1);

  table->columns = columns;
  table->right = g_new0 (gboolean, columns);
  table->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return table;
}

void
ph_table_free (PhTable *table)
{
  g_free (table->right);
  g_ptr_array_unref (table->rows);
  g_free (table);
}

void
ph_table_align_right (PhTable *table, guint column)
{
  g_return_if_fail (column < table->columns);

  table->right[column] = TRUE;
}

void
ph_table_add (PhTable *table, const char *const *cells)
{
  char **row = g_new0 (char *, table->columns + 1);

  for (guint i = 0; i < table->columns; i++)
    row[i] = ph_output_clean (cells[i][0] != '\0' ? cells[i] : "-");

  g_ptr_array_add (table->rows, row);
}

static guint
character_width (gunichar character)
{
  if (g_unichar_iszerowidth (character))
    return 0;

  return g_unichar_iswide (character) ? 2 : 1;
}

static guint
text_width (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    width += character_width (g_utf8_get_char (text));

  return width;
}

/* Appends what of @text fits into @width columns; the last of them tells that
 * there was more. Returns how many it took. */
static guint
append_cut (GString *line, const char *text, guint width)
{
  guint taken = 0;

  if (text_width (text) <= width)
    {
      g_string_append (line, text);
      return text_width (text);
    }

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar character = g_utf8_get_char (text);

      if (taken + character_width (character) > width - 1)
        break;
      g_string_append_unichar (line, character);
      taken += character_width (character);
    }

  g_string_append (line, ELLIPSIS);
  return taken + 1;
}

static guint *
measure (const PhTable *table)
{
  guint *widths = g_new0 (guint, table->columns);

  for (guint row = 0; row < table->rows->len; row++)
    for (guint i = 0; i < table->columns; i++)
      {
        char **cells = g_ptr_array_index (table->rows, row);

        widths[i] = MAX (widths[i], text_width (cells[i]));
      }

  return widths;
}

/* Takes from the widest column, one by one, until @width is kept. */
static void
narrow (guint *widths, guint columns, guint width)
{
  guint total = (columns - 1) * GAP;

  for (guint i = 0; i < columns; i++)
    total += widths[i];

  for (; total > width; total--)
    {
      guint widest = 0;

      for (guint i = 1; i < columns; i++)
        if (widths[i] > widths[widest])
          widest = i;
      if (widths[widest] <= NARROWEST)
        return;
      widths[widest]--;
    }
}

static char *
format_row (const PhTable *table, char **cells, const guint *widths)
{
  GString *line = g_string_new (NULL);
  guint padding = 0;

  for (guint i = 0; i < table->columns; i++)
    {
      g_autoptr (GString) cell = g_string_new (NULL);
      guint rest = widths[i] - append_cut (cell, cells[i], widths[i]);

      g_string_append_printf (line, "%*s%s",
                              (int) (padding + (table->right[i] ? rest : 0)),
                              "", cell->str);
      padding = GAP + (table->right[i] ? 0 : rest);
    }

  return g_string_free (line, FALSE);
}

char *
ph_table_to_text (const PhTable *table, guint width, const char *heading)
{
  g_autofree guint *widths = measure (table);
  GString *text = g_string_new (NULL);

  if (width != 0)
    narrow (widths, table->columns, width);

  for (guint row = 0; row < table->rows->len; row++)
    {
      g_autofree char *line =
          format_row (table, g_ptr_array_index (table->rows, row), widths);

      if (row == 0 && heading != NULL)
        g_string_append_printf (text, "\033[%sm%s\033[0m\n", heading, line);
      else
        g_string_append_printf (text, "%s\n", line);
    }

  return g_string_free (text, FALSE);
}
