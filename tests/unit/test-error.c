/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/error.h"

static void
test_gone (void)
{
  for (PhError code = PH_ERROR_INVALID; code <= PH_ERROR_FAILED; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (PH_ERROR, code, "Why.");
      gboolean gone = code == PH_ERROR_NOT_FOUND || code == PH_ERROR_REMOVED;

      g_assert_cmpint (ph_error_is_gone (error), ==, gone);
    }
}

/* The same numbers in another domain mean something else. */
static void
test_other_domains (void)
{
  g_autoptr (GError) error =
      g_error_new_literal (G_FILE_ERROR, PH_ERROR_NOT_FOUND, "Why.");

  g_assert_false (ph_error_is_gone (error));
  g_assert_false (ph_error_is_gone (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/gone", test_gone);
  g_test_add_func ("/error/other-domains", test_other_domains);
  return g_test_run ();
}
