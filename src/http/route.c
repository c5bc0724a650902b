/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/route.h"

#include <string.h>

static gboolean
matches (const char *pattern, const char *path, char **name)
{
  gsize fixed = strlen (pattern);

  if (g_str_has_suffix (pattern, "**"))
    return strncmp (pattern, path, fixed - strlen ("**")) == 0;

  if (pattern[fixed - 1] != '*')
    return strcmp (pattern, path) == 0;

  fixed--;
  if (strncmp (pattern, path, fixed) != 0 || path[fixed] == '\0' ||
      strchr (path + fixed, '/') != NULL)
    return FALSE;

  *name = g_strdup (path + fixed);
  return TRUE;
}

const PhRoute *
ph_route_find (const PhRoute *routes, const char *path, char **name)
{
  *name = NULL;

  for (const PhRoute *route = routes; route->pattern != NULL; route++)
    if (matches (route->pattern, path, name))
      return route;

  return NULL;
}

static gboolean
is_understood (const PhRouteMethod *row, gboolean strict)
{
  return !strict || !row->lenient;
}

const PhRouteMethod *
ph_route_find_method (const PhRoute *route, const char *method, gboolean strict)
{
  for (const PhRouteMethod *row = route->methods; row->method != NULL; row++)
    if (is_understood (row, strict) && strcmp (row->method, method) == 0)
      return row;

  return NULL;
}

char *
ph_route_get_allow (const PhRoute *route, gboolean strict)
{
  GString *allow = g_string_new (NULL);

  for (const PhRouteMethod *row = route->methods; row->method != NULL; row++)
    if (is_understood (row, strict))
      g_string_append_printf (allow, "%s, ", row->method);

  g_string_append (allow, "OPTIONS");
  return g_string_free (allow, FALSE);
}
