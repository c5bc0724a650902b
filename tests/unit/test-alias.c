/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/alias.h"

#include <string.h>

static void
test_is_stable (void)
{
  g_autofree char *alias = ph_alias_new ("abc");

  /* FIPS 180-2, appendix B.1. */
  g_assert_cmpstr (alias, ==, "ba7816");
}

static void
test_shows_nothing_of_the_secret (void)
{
  static const char secret[] = "http://127.0.0.1:8976/push/id/secret";
  g_autofree char *alias = ph_alias_new (secret);
  g_autofree char *other =
      ph_alias_new ("http://127.0.0.1:8976/push/id/secreu");

  g_assert_null (strstr (secret, alias));
  g_assert_cmpstr (alias, !=, other);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/alias/stable", test_is_stable);
  g_test_add_func ("/alias/secret", test_shows_nothing_of_the_secret);
  return g_test_run ();
}
