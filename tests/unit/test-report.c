/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/report.h"

#include "cli/command.h"
#include "core/error.h"
#include "said.h"

#include <gio/gio.h>
#include <string.h>

/* cli.md, "Errors" and "Exit status". */

static void
test_says_what_happened (void)
{
  said_begin ();
  g_assert_cmpint (ph_report (PH_EXIT_REFUSED, "Try this.", "%d of %s", 1, "2"),
                   ==, PH_EXIT_REFUSED);
  g_assert_cmpstr (said_get (), ==, "pushhub: 1 of 2\nTry this.\n");

  said_begin ();
  g_assert_cmpint (ph_report (PH_EXIT_PROBLEMS, NULL, "No way."), ==,
                   PH_EXIT_PROBLEMS);
  g_assert_cmpstr (said_get (), ==, "pushhub: No way.\n");
  said_end ();
}

/* A distributor's words, a file's. */
static void
test_nothing_that_a_terminal_obeys (void)
{
  said_begin ();
  ph_report (PH_EXIT_FAILED, NULL, "It says:\n  %s", "\033[2Jred\xff \u00fc");
  g_assert_cmpstr (said_get (), ==,
                   "pushhub: It says:\n  \ufffd[2Jred\ufffd \u00fc\n");
  said_end ();
}

static void
test_status_follows_from_the_error (void)
{
  static const struct
  {
    PhError code;
    int status;
    const char *advice; /* a word of it, or NULL for none */
  } cases[] = {
    { PH_ERROR_INVALID, PH_EXIT_USAGE, "pushhub apps" },
    { PH_ERROR_NOT_FOUND, PH_EXIT_NOT_FOUND, "pushhub apps" },
    { PH_ERROR_KEYLESS, PH_EXIT_FAILED, "--vapid KEY" },
    { PH_ERROR_UNREACHABLE, PH_EXIT_NO_HUB, "pushhub serve" },
    { PH_ERROR_UNAVAILABLE, PH_EXIT_FAILED, "pushhub status" },
    { PH_ERROR_FAILED, PH_EXIT_FAILED, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error =
          g_error_new_literal (PH_ERROR, (int) cases[i].code, "100% broken.");
      const char *advice;

      said_begin ();
      g_assert_cmpint (ph_report_error (error), ==, cases[i].status);
      g_assert_true (g_str_has_prefix (said_get (), "pushhub: 100% broken.\n"));
      advice = strchr (said_get (), '\n') + 1;
      if (cases[i].advice == NULL)
        g_assert_cmpstr (advice, ==, "");
      else
        g_assert_nonnull (strstr (advice, cases[i].advice));
    }
  said_end ();
}

static void
test_errors_of_others (void)
{
  g_autoptr (GError) late =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "Too late.");
  g_autoptr (GError) other =
      g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "No file.");

  said_begin ();
  g_assert_cmpint (ph_report_error (late), ==, PH_EXIT_TIMED_OUT);
  g_assert_cmpint (ph_report_error (other), ==, PH_EXIT_FAILED);
  g_assert_cmpstr (said_get (), ==, "pushhub: Too late.\npushhub: No file.\n");
  said_end ();
}

static void
test_usage (void)
{
  said_begin ();
  g_assert_cmpint (ph_report_usage ("send", "%s is wrong.", "It"), ==,
                   PH_EXIT_USAGE);
  g_assert_cmpstr (said_get (), ==,
                   "pushhub: It is wrong.\nSee 'pushhub help send'.\n");
  said_end ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/says", test_says_what_happened);
  g_test_add_func ("/report/clean", test_nothing_that_a_terminal_obeys);
  g_test_add_func ("/report/error", test_status_follows_from_the_error);
  g_test_add_func ("/report/others", test_errors_of_others);
  g_test_add_func ("/report/usage", test_usage);
  return g_test_run ();
}
