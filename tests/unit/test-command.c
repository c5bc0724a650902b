/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/command.h"

static const PhCommand verbs[] = {
  { "serve", "", "", NULL },      { "status", "", "", NULL },
  { "apps", "", "", NULL },       { "send", "", "", NULL },
  { "unregister", "", "", NULL }, { NULL },
};

static void
test_finds_whole_names (void)
{
  g_assert_true (ph_command_find (verbs, "apps") == &verbs[2]);
  g_assert_null (ph_command_find (verbs, "app"));
  g_assert_null (ph_command_find (verbs, "appss"));
  g_assert_null (ph_command_find (verbs, ""));
}

static void
test_hints (void)
{
  static const struct
  {
    const char *typed;
    const char *meant;
  } slips[] = {
    { "stauts", "status" }, { "statsu", "status" },         { "app", "apps" },
    { "sned", "send" },     { "unreg", "unregister" },      { "Send", "send" },
    { "servee", "serve" },  { "deregister", "unregister" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (slips); i++)
    g_assert_cmpstr (ph_command_nearest (verbs, slips[i].typed), ==,
                     slips[i].meant);
}

static void
test_does_not_guess (void)
{
  static const char *const strange[] = { "", "frobnicate", "xyzzy",
                                         "statistics" };

  for (gsize i = 0; i < G_N_ELEMENTS (strange); i++)
    g_assert_null (ph_command_nearest (verbs, strange[i]));
}

static void
test_long_names (void)
{
  g_autofree char *long_name = g_strnfill (10000, 's');

  g_assert_null (ph_command_nearest (verbs, long_name));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/command/finds", test_finds_whole_names);
  g_test_add_func ("/command/hints", test_hints);
  g_test_add_func ("/command/does-not-guess", test_does_not_guess);
  g_test_add_func ("/command/long-names", test_long_names);
  return g_test_run ();
}
