/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/app.h"

#include "cli/alias.h"
#include "cli/output.h"
#include "core/error.h"

#include <glib/gi18n.h>
#include <string.h>

#define CANDIDATES_SHOWN 8

typedef gboolean (*Fits) (const PhApp *app, const char *wanted);

static char *
lookup_string (GVariant *entry, const char *key)
{
  const char *value = "";

  g_variant_lookup (entry, key, "&s", &value);
  return g_strdup (value);
}

static char *
choose_name (const PhApp *app, GVariant *entry)
{
  g_autofree char *alias = NULL;

  if (!app->is_client)
    return lookup_string (entry, "service");

  alias = ph_alias_new (app->endpoint);
  return g_strconcat ("client-", alias, NULL);
}

PhApp *
ph_app_new (GVariant *entry)
{
  PhApp *app = g_new0 (PhApp, 1);
  g_autofree char *kind = lookup_string (entry, "kind");

  g_variant_lookup (entry, "id", "x", &app->id);
  g_variant_lookup (entry, "version", "u", &app->version);
  g_variant_lookup (entry, "vapid", "b", &app->vapid);
  g_variant_lookup (entry, "created", "x", &app->created);
  g_variant_lookup (entry, "last-push", "x", &app->last_push);
  g_variant_lookup (entry, "waiting", "u", &app->waiting);
  g_variant_lookup (entry, "announced", "b", &app->announced);
  app->is_client = g_str_equal (kind, "client");
  app->description = lookup_string (entry, "description");
  app->endpoint = lookup_string (entry, "endpoint");
  app->last_failure = lookup_string (entry, "last-failure");
  app->strict = lookup_string (entry, "strict");
  app->name = choose_name (app, entry);
  return app;
}

void
ph_app_free (PhApp *app)
{
  g_free (app->name);
  g_free (app->description);
  g_free (app->endpoint);
  g_free (app->last_failure);
  g_free (app->strict);
  g_free (app);
}

GPtrArray *
ph_apps_new (GVariant *list)
{
  GPtrArray *apps =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ph_app_free);
  GVariantIter entries;
  GVariant *entry = NULL;

  g_variant_iter_init (&entries, list);
  while (g_variant_iter_loop (&entries, "@a{sv}", &entry))
    g_ptr_array_add (apps, ph_app_new (entry));

  return apps;
}

static gboolean
has_number (const PhApp *app, const char *wanted)
{
  guint64 number = 0;

  g_ascii_string_to_unsigned (wanted, 10, 0, G_MAXINT64, &number, NULL);
  return app->id == (gint64) number;
}

static gboolean
has_name (const PhApp *app, const char *wanted)
{
  return g_str_equal (app->name, wanted);
}

static gboolean
has_part (const PhApp *app, const char *wanted)
{
  g_autofree char *name = g_ascii_strdown (app->name, -1);
  g_autofree char *part = g_ascii_strdown (wanted, -1);

  return strstr (name, part) != NULL;
}

static GPtrArray *
select_apps (GPtrArray *apps, Fits fits, const char *wanted)
{
  GPtrArray *selected = g_ptr_array_new ();

  for (guint i = 0; i < apps->len; i++)
    if (fits (g_ptr_array_index (apps, i), wanted))
      g_ptr_array_add (selected, g_ptr_array_index (apps, i));

  return selected;
}

static void
set_ambiguous (GError **error, const char *wanted, GPtrArray *candidates)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint shown = MIN (candidates->len, CANDIDATES_SHOWN);

  for (guint i = 0; i < shown; i++)
    {
      const PhApp *app = g_ptr_array_index (candidates, i);
      g_autofree char *description = ph_output_clean (app->description);

      g_string_append_printf (list, "\n  %" G_GINT64_FORMAT "  %s  %s", app->id,
                              app->name, description);
    }
  if (shown < candidates->len)
    g_string_append (list, "\n  …");

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               _ ("'%s' can be any of these:%s"), wanted, list->str);
}

const PhApp *
ph_apps_find (GPtrArray *apps, const char *wanted, GError **error)
{
  /* A number is never taken for a part of a name: it may be the one of a
   * registration that went a moment ago. */
  static const Fits by_number[] = { has_number, NULL };
  static const Fits by_name[] = { has_name, has_part, NULL };
  const Fits *ways =
      wanted[strspn (wanted, "0123456789")] == '\0' ? by_number : by_name;

  for (; *ways != NULL; ways++)
    {
      g_autoptr (GPtrArray) found = select_apps (apps, *ways, wanted);

      if (found->len == 1)
        return g_ptr_array_index (found, 0);
      if (found->len > 1)
        {
          set_ambiguous (error, wanted, found);
          return NULL;
        }
    }

  g_set_error (error, PH_ERROR, PH_ERROR_NOT_FOUND,
               _ ("No registration is called '%s'."), wanted);
  return NULL;
}
