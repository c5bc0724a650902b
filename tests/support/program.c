/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/program.h"

#include "support/files.h"
#include "support/process.h"
#include "support/wait.h"

static Program *
spawn (Bus *bus, const char *const *argv)
{
  static guint runs;
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_auto (GStrv) environment = bus_get_environment (bus);
  g_autofree char *name = g_strdup_printf ("log-%u", ++runs);
  g_autoptr (GError) error = NULL;
  Program *program = g_new0 (Program, 1);

  program->log = bus_get_path (bus, name);
  g_subprocess_launcher_set_environ (launcher, environment);
  g_subprocess_launcher_set_stderr_file_path (launcher, program->log);
  process_tie_to_test (launcher);
  program->process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  program->out =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (program->process));
  return program;
}

static void
add_words (GPtrArray *argv, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;

  if (text == NULL || text[0] == '\0')
    return;

  g_shell_parse_argv (text, NULL, &words, &error);
  g_assert_no_error (error);
  for (char **word = words; *word != NULL; word++)
    g_ptr_array_add (argv, g_strdup (*word));
}

Program *
program_start (Bus *bus, const char *const *args)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  const char *path = g_getenv ("PUSHHUB_TEST_PROGRAM");

  g_assert_nonnull (path);
  add_words (argv, g_getenv ("PUSHHUB_TEST_WRAPPER"));
  g_ptr_array_add (argv, g_strdup (path));
  for (; *args != NULL; args++)
    g_ptr_array_add (argv, g_strdup (*args));
  g_ptr_array_add (argv, NULL);
  return spawn (bus, (const char *const *) argv->pdata);
}

Program *
program_start_command (Bus *bus, const char *command)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);

  add_words (argv, command);
  g_ptr_array_add (argv, NULL);
  return spawn (bus, (const char *const *) argv->pdata);
}

void
program_free (Program *program)
{
  if (!program->ended)
    {
      g_subprocess_force_exit (program->process);
      g_subprocess_wait (program->process, NULL, NULL);
    }
  g_object_unref (program->out);
  g_object_unref (program->process);
  g_free (program->log);
  g_free (program);
}

char *
program_read_line (Program *program)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_data_input_stream_read_line_async (program->out, G_PRIORITY_DEFAULT, NULL,
                                       wait_take_result, &result);
  wait_until (result != NULL);
  return g_data_input_stream_read_line_finish_utf8 (program->out, result, NULL,
                                                    NULL);
}

char *
program_read_all (Program *program)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GAsyncResult) result = NULL;

  g_output_stream_splice_async (memory, G_INPUT_STREAM (program->out),
                                G_OUTPUT_STREAM_SPLICE_NONE, G_PRIORITY_DEFAULT,
                                NULL, wait_take_result, &result);
  wait_until (result != NULL);
  g_assert_true (g_output_stream_write_all (memory, "", 1, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (memory, NULL, NULL));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (memory));
}

int
program_wait (Program *program)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_subprocess_wait_async (program->process, NULL, wait_take_result, &result);
  wait_until (result != NULL);
  program->ended = TRUE;
  if (!g_subprocess_get_if_exited (program->process))
    return -g_subprocess_get_term_sig (program->process);
  return g_subprocess_get_exit_status (program->process);
}

char *
program_get_log (Program *program)
{
  return files_read (program->log);
}

GPtrArray *
program_collect (va_list args)
{
  GPtrArray *collected = g_ptr_array_new ();
  char *arg;

  while ((arg = va_arg (args, char *)) != NULL)
    g_ptr_array_add (collected, arg);
  return collected;
}

Outcome *
program_run (Bus *bus, ...)
{
  g_autoptr (GPtrArray) args = NULL;
  g_autoptr (Program) program = NULL;
  Outcome *outcome = g_new0 (Outcome, 1);
  va_list list;

  va_start (list, bus);
  args = program_collect (list);
  va_end (list);
  g_ptr_array_add (args, NULL);

  program = program_start (bus, (const char *const *) args->pdata);
  outcome->out = program_read_all (program);
  outcome->status = program_wait (program);
  outcome->err = program_get_log (program);
  return outcome;
}

void
outcome_free (Outcome *outcome)
{
  g_free (outcome->out);
  g_free (outcome->err);
  g_free (outcome);
}
