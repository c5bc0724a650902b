/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/sample-exec.h"

#include "said.h"
#include "support/files.h"
#include "support/wait.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define SERVICE "org.example.App"

static void
on_ended (gpointer user_data)
{
  guint *ended = user_data;

  *ended += 1;
}

/* Runs a command of the shell and waits for its end. */
static void
run (const char *command, const char *id, const char *body)
{
  const char *argv[] = { "sh", "-c", command, NULL };
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  guint ended = 0;

  said_begin ();
  ph_sample_exec (argv, SERVICE, id, bytes, on_ended, &ended);
  wait_until (ended > 0);
  g_assert_cmpuint (ended, ==, 1);
}

static void
test_what_it_is_given (void)
{
  g_autofree char *path = NULL;
  g_autofree char *command = NULL;
  g_autofree char *with_id = NULL;
  g_autofree char *without_id = NULL;

  g_close (g_file_open_tmp (NULL, &path, NULL), NULL);
  command = g_strdup_printf (
      "{ echo \"$PUSHHUB_APP ${PUSHHUB_MESSAGE_ID-none}\"; cat; } > '%s'",
      path);

  run (command, "abc", "body\n");
  with_id = files_read (path);
  g_assert_cmpstr (with_id, ==, SERVICE " abc\nbody\n");

  /* Nor may it have the one of another push. */
  g_setenv ("PUSHHUB_MESSAGE_ID", "another", TRUE);
  run (command, NULL, "body\n");
  without_id = files_read (path);
  g_assert_cmpstr (without_id, ==, SERVICE " none\nbody\n");

  g_assert_cmpstr (said_get (), ==, "");
  g_remove (path);
}

/* More than a pipe holds. */
static void
test_need_not_read (void)
{
  g_autofree char *body = g_strnfill (1024 * 1024, 'x');

  run ("exec true", "abc", body);
  g_assert_cmpstr (said_get (), ==, "");
}

static void
test_tells_of_failure (void)
{
  run ("exit 3", "abc", "");
  g_assert_true (g_str_has_prefix (said_get (), "pushhub: sh: "));
  g_assert_nonnull (strchr (said_get (), '3'));
}

static void
test_cannot_be_run (void)
{
  const char *argv[] = { "no-such-command-here", NULL };
  g_autoptr (GBytes) body = g_bytes_new_static ("", 0);
  guint ended = 0;

  said_begin ();
  ph_sample_exec (argv, SERVICE, "abc", body, on_ended, &ended);
  wait_until (ended == 1);
  g_assert_true (
      g_str_has_prefix (said_get (), "pushhub: no-such-command-here: "));
}

/* No shell between: this is one word. */
static void
test_takes_words_as_they_are (void)
{
  const char *argv[] = { "test", "$PUSHHUB_APP; exit 1", "=",
                         "$PUSHHUB_APP; exit 1", NULL };
  g_autoptr (GBytes) body = g_bytes_new_static ("", 0);
  guint ended = 0;

  said_begin ();
  ph_sample_exec (argv, SERVICE, "abc", body, on_ended, &ended);
  wait_until (ended == 1);
  g_assert_cmpstr (said_get (), ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN); /* as every program with a GSocket has it */
  g_test_add_func ("/sample-exec/given", test_what_it_is_given);
  g_test_add_func ("/sample-exec/need-not-read", test_need_not_read);
  g_test_add_func ("/sample-exec/fails", test_tells_of_failure);
  g_test_add_func ("/sample-exec/cannot-be-run", test_cannot_be_run);
  g_test_add_func ("/sample-exec/no-shell", test_takes_words_as_they_are);
  return g_test_run ();
}
