/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/field-lines.h"

const char **
ph_field_lines_list (SoupMessageHeaders *headers, const char *field)
{
  GPtrArray *values = g_ptr_array_new ();
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    if (g_ascii_strcasecmp (name, field) == 0)
      g_ptr_array_add (values, (gpointer) value);

  g_ptr_array_add (values, NULL);
  return (const char **) g_ptr_array_free (values, FALSE);
}

const char *
ph_field_lines_get_first (SoupMessageHeaders *headers, const char *field)
{
  g_autofree const char **values = ph_field_lines_list (headers, field);

  return values[0];
}
