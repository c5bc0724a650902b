/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/push-steps.h"

#include "cli/output.h"
#include "cli/when.h"

#include <glib/gi18n.h>

static PhStep *
step_new (GVariant *event)
{
  PhStep *step = g_new0 (PhStep, 1);
  const char *name = "";
  const char *detail = "";

  g_variant_lookup (event, "time", "x", &step->time);
  g_variant_lookup (event, "step", "&s", &name);
  g_variant_lookup (event, "detail", "&s", &detail);
  step->name = g_strdup (name);
  step->detail = g_strdup (detail);
  return step;
}

static void
step_free (gpointer data)
{
  PhStep *step = data;

  g_free (step->name);
  g_free (step->detail);
  g_free (step);
}

GPtrArray *
ph_steps_new (GVariant *events)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func (step_free);
  GVariantIter iter;
  GVariant *event = NULL;

  g_variant_iter_init (&iter, events);
  while (g_variant_iter_loop (&iter, "@a{sv}", &event))
    g_ptr_array_add (steps, step_new (event));

  return steps;
}

GStrv
ph_steps_list_findings (GPtrArray *steps)
{
  for (guint i = 0; i < steps->len; i++)
    {
      const PhStep *step = steps->pdata[i];

      if (g_str_equal (step->name, "judged"))
        return g_strsplit (step->detail, "\n", -1);
    }

  return g_new0 (char *, 1);
}

/* Concluding */

typedef struct
{
  const char *step;
  const char *sentence;
  const char *because; /* before what its detail says; NULL to leave it out */
} Conclusion;

static const Conclusion conclusions[] = {
  { "received", N_ ("It has just arrived."), NULL },
  { "judged", N_ ("It has just arrived."), NULL },
  { "refused", N_ ("It was refused."), N_ ("It was refused:") },
  { "waiting", N_ ("It waits for its app."), N_ ("It waits:") },
  { "activating", N_ ("Its app has just been started to take it."), NULL },
  { "calling", N_ ("Its app has been called and has not answered yet."), NULL },
  { "failed", N_ ("Its app could not take it."),
    N_ ("Its app could not take it:") },
  { "expired", N_ ("Its time to live ended before its app took it."), NULL },
  { "replaced", N_ ("A later push of the same topic took its place."), NULL },
  { "cancelled", N_ ("Its sender took it back."), NULL },
  { "set aside",
    N_ ("Its app failed so often that it was set aside; 'pushhub replay' gives "
        "it another chance."),
    NULL },
  { "dropped", N_ ("It was for now or never, and its app could not take it."),
    N_ ("It could not be kept:") },
  { "removed", N_ ("Its app was unregistered before it took it."), NULL },
};

static char *
conclude (const Conclusion *conclusion, const char *detail)
{
  g_autofree char *why = ph_output_clean (detail);

  if (why[0] == '\0' || conclusion->because == NULL)
    return g_strdup (_ (conclusion->sentence));

  return g_strdup_printf ("%s %s%s", _ (conclusion->because), why,
                          g_str_has_suffix (why, ".") ? "" : ".");
}

/* The older steps may be forgotten. */
static char *
conclude_acknowledged (const PhStep *first, const PhStep *last)
{
  g_autofree char *span = ph_when_span_to_text (last->time - first->time);

  return g_str_equal (first->name, "received") ?
             g_strdup_printf (
                 _ ("Its app acknowledged it %s after it was received."),
                 span) :
             g_strdup (_ ("Its app acknowledged it."));
}

char *
ph_steps_conclude (GPtrArray *steps)
{
  const PhStep *first = steps->pdata[0];
  const PhStep *last = steps->pdata[steps->len - 1];

  if (g_str_equal (last->name, "acknowledged"))
    return conclude_acknowledged (first, last);

  for (gsize i = 0; i < G_N_ELEMENTS (conclusions); i++)
    if (g_str_equal (conclusions[i].step, last->name))
      return conclude (&conclusions[i], last->detail);

  return g_strdup (last->name);
}
