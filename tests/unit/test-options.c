/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/options.h"

#include "cli/command.h"
#include "cli/output.h"
#include "said.h"

/* One verb, which options.c looks up in the table that is the program's. */
const PhCommand ph_commands[] = {
  { "send", "APP [TEXT]", "Sends a push", NULL },
  { NULL },
};

static char *option_topic;
static char **option_arguments;

static const GOptionEntry entries[] = {
  { "topic", 't', 0, G_OPTION_ARG_STRING, &option_topic, "Topic", "TOPIC" },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_arguments,
    NULL, NULL },
  { NULL },
};

/* @line is what the verb is run with, words with spaces between. */
static gboolean
parse (const GOptionEntry *with, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  g_autofree char **argv =
      g_memdup2 (words, sizeof (char *) * (g_strv_length (words) + 1));

  g_clear_pointer (&option_topic, g_free);
  g_clear_pointer (&option_arguments, g_strfreev);
  said_begin ();
  return ph_options_parse (with, (int) g_strv_length (words), argv);
}

static void
test_options_and_arguments (void)
{
  g_assert_false (ph_output_wants_json ());
  g_assert_true (parse (entries, "send one --topic news two --json"));
  g_assert_cmpstr (option_topic, ==, "news");
  g_assert_cmpuint (g_strv_length (option_arguments), ==, 2);
  g_assert_cmpstr (option_arguments[1], ==, "two");
  g_assert_true (ph_output_wants_json ());
  g_assert_cmpstr (said_get (), ==, "");
}

static void
test_every_verb_has_colour (void)
{
  g_assert_true (parse (NULL, "send --color=always"));
  g_assert_true (ph_output_wants_colour ());
  g_assert_true (parse (NULL, "send --color=never"));
  g_assert_false (ph_output_wants_colour ());
  g_assert_false (parse (NULL, "send --color=blue"));
}

static void
check_told (const char *word)
{
  g_assert_true (g_str_has_prefix (said_get (), "pushhub: "));
  g_assert_nonnull (g_strstr_len (said_get (), -1, word));
  g_assert_true (
      g_str_has_suffix (said_get (), "\nSee 'pushhub help send'.\n"));
}

static void
test_wrong_options (void)
{
  g_assert_false (parse (entries, "send --tpoic news"));
  check_told ("--tpoic");
  g_assert_false (parse (entries, "send --topic"));
  check_told ("--topic");
  g_assert_false (parse (NULL, "send one"));
  check_told ("'one'");
}

static void
test_counts_arguments (void)
{
  g_assert_true (parse (entries, "send"));
  g_assert_true (ph_options_check_count ("send", option_arguments, 0, 0));
  g_assert_false (ph_options_check_count ("send", option_arguments, 1, 2));
  check_told ("APP [TEXT]");

  g_assert_true (parse (entries, "send one two three"));
  g_assert_true (ph_options_check_count ("send", option_arguments, 1, 3));
  g_assert_false (ph_options_check_count ("send", option_arguments, 1, 2));
  check_told ("'three'");
}

/* @line before and @rest after the pair was taken, words with spaces
 * between. */
static void
check_pair (const char *line,
            const char *first,
            const char *second,
            const char *rest)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  int argc = (int) g_strv_length (words);
  g_autofree char **argv =
      g_memdup2 (words, sizeof (char *) * ((gsize) argc + 1));
  const char *values[2] = { NULL, NULL };
  g_autofree char *left = NULL;

  ph_options_take_pair (&argc, argv, "--encrypt", values);
  left = g_strjoinv (" ", argv);
  g_assert_cmpstr (left, ==, rest);
  g_assert_cmpint (argc, ==, (int) g_strv_length (argv));
  g_assert_cmpstr (values[0], ==, first);
  g_assert_cmpstr (values[1], ==, second);
}

static void
test_option_with_two_values (void)
{
  check_pair ("send --encrypt K A one", "K", "A", "send one");
  check_pair ("send one --encrypt K A two", "K", "A", "send one two");
  check_pair ("send one two --encrypt K A", "K", "A", "send one two");
  check_pair ("send one --encrypt=K A two", "K", "A", "send one two");
  check_pair ("send --encrypt=K A", "K", "A", "send");
  check_pair ("send one --encrypt K -A --json", "K", "-A", "send one --json");
  check_pair ("send --encrypt K A --encrypt L B", "L", "B", "send");
}

/* GOption, or the verb, has to say what is wrong with these. */
static void
test_option_without_two_values (void)
{
  check_pair ("send", NULL, NULL, "send");
  check_pair ("send one", NULL, NULL, "send one");
  check_pair ("send one --encrypt", NULL, NULL, "send one --encrypt");
  check_pair ("send one --encrypt K", NULL, NULL, "send one --encrypt K");
  check_pair ("send one --encrypt=K", NULL, NULL, "send one --encrypt=K");
  check_pair ("send --encrypted K A", NULL, NULL, "send --encrypted K A");
  check_pair ("send -- --encrypt K A", NULL, NULL, "send -- --encrypt K A");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/options/parse", test_options_and_arguments);
  g_test_add_func ("/options/colour", test_every_verb_has_colour);
  g_test_add_func ("/options/wrong", test_wrong_options);
  g_test_add_func ("/options/count", test_counts_arguments);
  g_test_add_func ("/options/two-values", test_option_with_two_values);
  g_test_add_func ("/options/not-two-values", test_option_without_two_values);
  return g_test_run ();
}
