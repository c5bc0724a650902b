/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/routes.h"

/* What a web page may use is named here, too: a new route is closed to them,
 * and what shows pushes or registers always is. */
static void
test_open_to_pages (void)
{
  g_autoptr (GString) open = g_string_new (NULL);

  for (const PhRoute *route = ph_routes; route->pattern != NULL; route++)
    if (route->cors)
      g_string_append_printf (open, "%s ", route->pattern);

  g_assert_cmpstr (open->str, ==,
                   "/health /push/id/* /message/* /aesgcm "
                   "/_matrix/push/v1/notify /_matrix/push/** ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/routes/open-to-pages", test_open_to_pages);
  return g_test_run ();
}
