/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/model.h"
#include "fault/round.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Rounds of a real hub with faults, each checked against the model. A round's
 * plan comes from its seed alone, and the next round's seed is one more: so
 * every round can be had again by itself. */

static int option_rounds;
static int option_seconds;
static int option_kills;
static char *option_seed;
static char **option_faults;
static gboolean option_list;

static const GOptionEntry options[] = {
  { "rounds", 0, 0, G_OPTION_ARG_INT, &option_rounds,
    "Play this many rounds (default: 1)", "N" },
  { "seconds", 0, 0, G_OPTION_ARG_INT, &option_seconds,
    "Begin rounds for this many seconds", "N" },
  { "kills", 0, 0, G_OPTION_ARG_INT, &option_kills,
    "Go on at least until the hub was killed so often", "N" },
  { "seed", 0, 0, G_OPTION_ARG_STRING, &option_seed,
    "The first round's seed (default: $PUSHHUB_FAULT_SEED, or any)", "N" },
  { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &option_faults,
    "Let this happen in every round, and nothing that is not named", "NAME" },
  { "list", 0, 0, G_OPTION_ARG_NONE, &option_list, "List the faults", NULL },
  { NULL },
};

static const char *program;

/* The command that plays the present round again. Kept outside of every stack
 * and heap, for the moment of a crash. */
static char replay[1024];

static void
on_abort (int signal)
{
  static const char intro[] = "Again with: ";

  if (write (STDERR_FILENO, intro, strlen (intro)) > 0 &&
      write (STDERR_FILENO, replay, strlen (replay)) > 0)
    _exit (EXIT_FAILURE);
}

static void
set_replay (guint32 seed, GPtrArray *faults)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "%s --seed %u", program, seed);
  for (guint i = 0; i < faults->len; i++)
    g_string_append_printf (text, " --fault %s",
                            ((const Fault *) faults->pdata[i])->name);
  g_string_append_c (text, '\n');
  g_strlcpy (replay, text->str, sizeof replay);
}

static gboolean
report (History *history, GPtrArray *complaints)
{
  for (guint i = 0; i < complaints->len; i++)
    {
      const Complaint *complaint = complaints->pdata[i];

      g_printerr ("FAILED: %s\n", complaint->sentence);
      if (complaint->push != NULL)
        {
          g_autofree char *life = history_describe (history, complaint->push);

          g_printerr ("%s", life);
        }
    }
  if (complaints->len > 0)
    g_printerr ("Again with: %s", replay);
  return complaints->len == 0;
}

/* What all rounds had. */
typedef struct
{
  guint rounds;
  guint pushes;
  guint accepted;
  guint arrivals;
  guint repeats;
  guint kills;
  GHashTable *faults; /* how often each has happened */
} Count;

static void
count_pushes (Count *count, History *history)
{
  for (guint i = 0; i < history->pushes->len; i++)
    {
      const Push *push = history->pushes->pdata[i];

      count->pushes++;
      count->accepted += push->status == 201;
      count->arrivals += push->copies->len;
      count->repeats += MAX (push->copies->len, 1) - 1;
    }
}

static void
count_kills (Count *count, History *history)
{
  for (guint i = 0; i < history->runs->len; i++)
    count->kills += history_get_run (history, i)->how == RUN_KILLED;
}

static void
count_troubles (Count *count, GPtrArray *troubles)
{
  for (guint i = 0; i < troubles->len; i++)
    {
      const Trouble *trouble = troubles->pdata[i];
      gpointer n = g_hash_table_lookup (count->faults, trouble->fault);

      if (trouble->has_happened)
        g_hash_table_insert (count->faults, (gpointer) trouble->fault,
                             GUINT_TO_POINTER (GPOINTER_TO_UINT (n) + 1));
    }
}

static gboolean
play (guint32 seed, GPtrArray *faults, Count *count)
{
  g_autoptr (Plan) plan = plan_new (seed, faults);
  g_autoptr (Round) round = NULL;
  g_autoptr (GPtrArray) complaints = NULL;

  set_replay (seed, faults);
  g_print ("round %u:", seed);
  for (guint i = 0; i < plan->troubles->len; i++)
    g_print (" %s", ((const Trouble *) plan->troubles->pdata[i])->fault->name);
  g_print ("\n");

  round = round_new (plan);
  complaints = round_run (round);
  count->rounds++;
  count_pushes (count, round->history);
  count_kills (count, round->history);
  count_troubles (count, plan->troubles);
  return report (round->history, complaints);
}

static void
summarize (const Count *count)
{
  g_print ("%u rounds, %u pushes, %u answered with 201, %u arrivals, of them "
           "%u repeats\nthe hub was killed %u times; faults:",
           count->rounds, count->pushes, count->accepted, count->arrivals,
           count->repeats, count->kills);
  for (const Fault *const *fault = fault_list (); *fault != NULL; fault++)
    {
      gpointer n = g_hash_table_lookup (count->faults, *fault);

      if (n != NULL)
        g_print (" %s %u", (*fault)->name, GPOINTER_TO_UINT (n));
    }
  g_print ("\n");
}

static void
list (void)
{
  for (const Fault *const *fault = fault_list (); *fault != NULL; fault++)
    g_print ("%-20s %s\n", (*fault)->name, (*fault)->what);
}

static GPtrArray *
find_faults (void)
{
  GPtrArray *faults = g_ptr_array_new ();

  for (char **name = option_faults; name != NULL && *name != NULL; name++)
    {
      const Fault *fault = fault_find (*name);

      if (fault == NULL)
        {
          g_printerr ("No such fault: %s; see --list.\n", *name);
          exit (2);
        }
      g_ptr_array_add (faults, (gpointer) fault);
    }
  return faults;
}

static gboolean
goes_on (const Count *count, gint64 began)
{
  gint64 passed = g_get_monotonic_time () - began;

  if (count->kills < (guint) option_kills)
    return TRUE;
  if (option_seconds > 0)
    return passed < option_seconds * G_USEC_PER_SEC;
  return count->rounds < (guint) MAX (option_rounds, 1);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GPtrArray) faults = NULL;
  g_autoptr (GError) error = NULL;
  gint64 began = g_get_monotonic_time ();
  const char *seed_text = g_getenv ("PUSHHUB_FAULT_SEED");
  guint32 seed = g_random_int () % 1000000;
  Count count = { 0 };
  gboolean is_good = TRUE;

  program = argv[0];
  g_setenv ("PUSHHUB_TEST_PROGRAM", FAULT_PROGRAM, FALSE);
  g_setenv ("PUSHHUB_FAULT_LIBRARY", FAULT_LIBRARY, FALSE);
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (option_list)
    {
      list ();
      return EXIT_SUCCESS;
    }

  faults = find_faults ();
  if (option_seed != NULL)
    seed_text = option_seed;
  if (seed_text != NULL)
    seed = (guint32) g_ascii_strtoull (seed_text, NULL, 10);
  g_print ("seed %u\n", seed);
  signal (SIGABRT, on_abort);
  count.faults = g_hash_table_new (NULL, NULL);
  while (is_good && goes_on (&count, began))
    is_good = play (seed + count.rounds, faults, &count);
  summarize (&count);
  g_hash_table_unref (count.faults);
  return is_good ? EXIT_SUCCESS : EXIT_FAILURE;
}
