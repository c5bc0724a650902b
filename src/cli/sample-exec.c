/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/sample-exec.h"

#include <glib/gi18n.h>

/* One command that runs. */
typedef struct
{
  char *program;
  GSourceOnceFunc ended;
  gpointer user_data;
} Run;

static void
run_free (Run *run)
{
  g_free (run->program);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
report_failure (const Run *run, const GError *error)
{
  g_printerr ("pushhub: %s: %s\n", run->program, error->message);
}

static void
on_exited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Run) run = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error))
    report_failure (run, error);
  run->ended (run->user_data);
}

/* A command need not read all that it is given: a closed pipe is no failure. */
static void
on_body_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GSubprocess *process = G_SUBPROCESS (source);

  g_subprocess_communicate_finish (process, result, NULL, NULL, NULL);
  g_subprocess_wait_check_async (process, NULL, on_exited, user_data);
}

void
ph_sample_exec (const char *const *argv,
                const char *service,
                const char *id,
                GBytes *body,
                GSourceOnceFunc ended,
                gpointer user_data)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (Run) run = g_new0 (Run, 1);

  run->program = g_strdup (argv[0]);
  run->ended = ended;
  run->user_data = user_data;

  g_subprocess_launcher_setenv (launcher, "PUSHHUB_APP", service, TRUE);
  if (id != NULL)
    g_subprocess_launcher_setenv (launcher, "PUSHHUB_MESSAGE_ID", id, TRUE);
  else
    g_subprocess_launcher_unsetenv (launcher, "PUSHHUB_MESSAGE_ID");

  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  if (process == NULL)
    {
      report_failure (run, error);
      ended (user_data);
      return;
    }

  g_subprocess_communicate_async (process, body, NULL, on_body_written,
                                  g_steal_pointer (&run));
}
