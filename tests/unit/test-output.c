/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/output.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void
choose_colour (const char *option)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_auto (GStrv) words = g_strsplit (option, " ", -1);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, ph_output_options, NULL);
  g_option_context_parse_strv (context, &words, &error);
  g_assert_no_error (error);
}

/* Puts a terminal of 72 columns in the place of standard output. Returns: what
 * was there. */
static int
become_terminal (void)
{
  const struct winsize size = { .ws_row = 24, .ws_col = 72 };
  int before = dup (STDOUT_FILENO);
  int master = posix_openpt (O_RDWR | O_NOCTTY);
  int terminal;

  fflush (stdout);
  g_assert_no_errno (grantpt (master));
  g_assert_no_errno (unlockpt (master));
  terminal = open (ptsname (master), O_RDWR | O_NOCTTY);
  g_assert_no_errno (ioctl (terminal, TIOCSWINSZ, &size));
  dup2 (terminal, STDOUT_FILENO);
  close (terminal);
  return before;
}

static void
become (int before)
{
  dup2 (before, STDOUT_FILENO);
  close (before);
}

/* Without /dev/pts, as in a bare chroot, there is nothing to try it on. */
static gboolean
skip_without_terminals (void)
{
  int master = posix_openpt (O_RDWR | O_NOCTTY);

  if (master < 0)
    g_test_skip ("there are no pseudo-terminals here");
  else
    close (master);

  return master < 0;
}

/* Whether colour is wanted on a terminal with this environment. */
static gboolean
is_coloured (const char *term, const char *no_color)
{
  int before = become_terminal ();
  gboolean coloured;

  g_setenv ("TERM", term, TRUE);
  g_setenv ("NO_COLOR", no_color, TRUE);
  coloured = ph_output_wants_colour ();
  become (before);
  return coloured;
}

static void
test_width (void)
{
  int before;
  guint width;

  if (skip_without_terminals ())
    return;

  before = become_terminal ();
  width = ph_output_width ();
  become (before);
  g_assert_cmpuint (width, ==, 72);

  before = dup (STDOUT_FILENO);
  become (open ("/dev/null", O_WRONLY));
  width = ph_output_width ();
  become (before);
  g_assert_cmpuint (width, ==, 0);
}

static void
test_colour (void)
{
  if (skip_without_terminals ())
    return;

  choose_colour ("x --color=auto");
  g_assert_true (is_coloured ("xterm", ""));
  g_assert_false (is_coloured ("dumb", ""));
  g_assert_false (is_coloured ("xterm", "1"));

  choose_colour ("x --color=never");
  g_assert_false (is_coloured ("xterm", ""));
  choose_colour ("x --color");
  g_assert_true (is_coloured ("dumb", "1"));
}

static void
test_paint (void)
{
  g_autofree char *painted = NULL;
  g_autofree char *plain = NULL;

  choose_colour ("x --color=always");
  painted = ph_output_paint (PH_PAINT_GOOD, "yes");
  choose_colour ("x --color=never");
  plain = ph_output_paint (PH_PAINT_GOOD, "yes");
  g_assert_cmpstr (painted, ==, "\033[32myes\033[0m");
  g_assert_cmpstr (plain, ==, "yes");
}

static void
test_clean (void)
{
  static const struct
  {
    const char *text;
    const char *clean;
  } cases[] = {
    { "Gr\xc3\xbc\xc3\x9f"
      "e \xe6\x97\xa5",
      "Gr\xc3\xbc\xc3\x9f"
      "e \xe6\x97\xa5" },
    { "a\033[2Jb", "a\ufffd[2Jb" },
    { "a\nb\tc", "a\ufffdb\ufffdc" },
    { "\xff", "\ufffd" },
    { "\u202e"
      "abc",
      "\ufffd"
      "abc" },              /* turns the line round */
    { "\u200d", "\u200d" }, /* joins two emoji */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clean = ph_output_clean (cases[i].text);

      g_assert_cmpstr (clean, ==, cases[i].clean);
    }
}

static void
print_both (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "a");
  json_builder_add_string_value (builder, "caf\xc3\xa9\n");
  json_builder_end_object (builder);
  ph_output_json (builder);
  ph_output_line ("%d of %s", 1, "2");
}

/* Nothing is left in a buffer when the process ends without a word. */
static void
test_lines_are_flushed (void)
{
  if (g_test_subprocess ())
    {
      print_both ();
      _exit (0);
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout ("*{\"a\":\"caf\xc3\xa9\\n\"}\n1 of 2\n");
}

static void
test_a_reader_that_has_gone (void)
{
  int ends[2];

  if (g_test_subprocess ())
    {
      signal (SIGPIPE, SIG_IGN);
      g_assert_no_errno (pipe (ends));
      close (ends[0]);
      dup2 (ends[1], STDOUT_FILENO);
      g_assert_false (ph_output_is_closed ());
      print_both ();
      g_assert_true (ph_output_is_closed ());
      _exit (0);
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/output/width", test_width);
  g_test_add_func ("/output/colour", test_colour);
  g_test_add_func ("/output/paint", test_paint);
  g_test_add_func ("/output/clean", test_clean);
  g_test_add_func ("/output/lines", test_lines_are_flushed);
  g_test_add_func ("/output/closed", test_a_reader_that_has_gone);
  return g_test_run ();
}
