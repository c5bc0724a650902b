/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/routes.h"

#include "core/id.h"
#include "fuzz/fuzz.h"

#include <string.h>

static void
expect_name (const char *path, const PhRoute *route, const char *name)
{
  gsize fixed = strlen (route->pattern) - 1;

  if (g_str_has_suffix (route->pattern, "**"))
    {
      g_assert_null (name);
      g_assert_cmpmem (path, fixed - 1, route->pattern, fixed - 1);
      return;
    }
  if (route->pattern[fixed] != '*')
    {
      g_assert_null (name);
      g_assert_cmpstr (path, ==, route->pattern);
      return;
    }

  g_assert_cmpmem (path, fixed, route->pattern, fixed);
  g_assert_cmpstr (path + fixed, ==, name);
  g_assert_cmpstr (name, !=, "");
  g_assert_null (strchr (name, '/'));
  if (ph_id_is_valid (name))
    g_assert_cmpuint (strlen (name), ==, PH_ID_LENGTH);
}

/* A path and, in the second line, a method. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto (GStrv) lines = fuzz_lines (data, size);
  const char *path = lines[0] != NULL ? lines[0] : "";
  g_autofree char *name = NULL;
  const PhRoute *route = ph_route_find (ph_routes, path, &name);
  const PhRouteMethod *method;

  if (route == NULL)
    {
      g_assert_null (name);
      return 0;
    }

  expect_name (path, route, name);
  method =
      lines[1] != NULL ? ph_route_find_method (route, lines[1], FALSE) : NULL;
  if (method != NULL)
    {
      g_assert_cmpstr (method->method, ==, lines[1]);
      g_assert_nonnull (method->answer);
    }
  return 0;
}
