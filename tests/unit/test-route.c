/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/route.h"

static void
answer (PhRequest *request)
{
}

static void
answer_otherwise (PhRequest *request)
{
}

static const PhRoute routes[] = {
  { .pattern = "/fixed", .methods = { { "GET", answer } } },
  { .pattern = "/things/*",
    .body_max = 10,
    .methods = { { "GET", answer },
                 { "POST", answer_otherwise },
                 { "PUT", answer, .lenient = TRUE } } },
  { .pattern = "*" },
  { .pattern = "/all/of/it" },
  { .pattern = "/all/**" },
  { NULL },
};

static void
test_finds_by_path (void)
{
  static const struct
  {
    const char *path;
    int route; /* index in the table, or -1 */
    const char *name;
  } cases[] = {
    { "/fixed", 0, NULL },      { "/fixed/", -1, NULL },
    { "/Fixed", -1, NULL },     { "/", -1, NULL },
    { "", -1, NULL },           { "/things", -1, NULL },
    { "/things/", -1, NULL },   { "/things/a", 1, "a" },
    { "/things/*", 1, "*" },    { "/things/a&b", 1, "a&b" },
    { "/things/a/", -1, NULL }, { "/things/a/b", -1, NULL },
    { "/thingsa", -1, NULL },   { "/all/of/it", 3, NULL },
    { "/all/of/it/", 4, NULL }, { "/all/", 4, NULL },
    { "/all", -1, NULL },       { "/allx", -1, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = NULL;
      const PhRoute *route = ph_route_find (routes, cases[i].path, &name);

      g_test_message ("path %s", cases[i].path);
      if (cases[i].route < 0)
        g_assert_null (route);
      else
        g_assert_true (route == &routes[cases[i].route]);
      g_assert_cmpstr (name, ==, cases[i].name);
    }
}

static void
test_finds_by_method (void)
{
  g_assert_true (ph_route_find_method (&routes[1], "GET", FALSE)->answer ==
                 answer);
  g_assert_true (ph_route_find_method (&routes[1], "POST", FALSE)->answer ==
                 answer_otherwise);
  g_assert_null (ph_route_find_method (&routes[1], "post", FALSE));
  g_assert_null (ph_route_find_method (&routes[1], "OPTIONS", FALSE));
  g_assert_nonnull (ph_route_find_method (&routes[1], "PUT", FALSE));
  g_assert_null (ph_route_find_method (&routes[1], "PUT", TRUE));
}

static void
test_lists_methods (void)
{
  g_autofree char *allow = ph_route_get_allow (&routes[1], TRUE);
  g_autofree char *none = ph_route_get_allow (&routes[2], TRUE);

  g_assert_cmpstr (allow, ==, "GET, POST, OPTIONS");
  g_assert_cmpstr (none, ==, "OPTIONS");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/route/path", test_finds_by_path);
  g_test_add_func ("/route/method", test_finds_by_method);
  g_test_add_func ("/route/allow", test_lists_methods);
  return g_test_run ();
}
