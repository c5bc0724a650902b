/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/known-push.h"

#include "cli/alias.h"
#include "core/error.h"

#include <glib/gi18n.h>
#include <string.h>

static char *
lookup_string (GVariant *entry, const char *key)
{
  const char *value = "";

  g_variant_lookup (entry, key, "&s", &value);
  return g_strdup (value);
}

static char *
choose_app (GVariant *entry, gint64 registration)
{
  g_autofree char *service = lookup_string (entry, "service");

  return service[0] != '\0' ?
             g_steal_pointer (&service) :
             g_strdup_printf ("%" G_GINT64_FORMAT, registration);
}

static PhKnownPush *
known_push_new (GVariant *entry)
{
  PhKnownPush *push = g_new0 (PhKnownPush, 1);

  g_variant_lookup (entry, "registration", "x", &push->registration);
  g_variant_lookup (entry, "received", "x", &push->received);
  g_variant_lookup (entry, "findings", "u", &push->findings);
  push->id = lookup_string (entry, "push");
  push->step = lookup_string (entry, "step");
  push->alias = ph_alias_new (push->id);
  push->app = choose_app (entry, push->registration);
  return push;
}

static void
known_push_free (gpointer data)
{
  PhKnownPush *push = data;

  g_free (push->id);
  g_free (push->alias);
  g_free (push->app);
  g_free (push->step);
  g_free (push);
}

GPtrArray *
ph_known_pushes_new (GVariant *list)
{
  GPtrArray *pushes = g_ptr_array_new_with_free_func (known_push_free);
  GVariantIter iter;
  GVariant *entry = NULL;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_loop (&iter, "@a{sv}", &entry))
    g_ptr_array_add (pushes, known_push_new (entry));

  return pushes;
}

const PhKnownPush *
ph_known_pushes_find (GPtrArray *pushes, const char *wanted, GError **error)
{
  const char *slash = strrchr (wanted, '/');
  const char *name = slash != NULL ? slash + 1 : wanted;

  for (guint i = 0; i < pushes->len; i++)
    {
      const PhKnownPush *push = pushes->pdata[i];

      if (g_str_equal (push->id, name) || g_str_equal (push->alias, name))
        return push;
    }

  g_set_error_literal (error, PH_ERROR, PH_ERROR_NOT_FOUND,
                       _ ("The hub does not remember such a push: it keeps the "
                          "last few hundred steps since it started."));
  return NULL;
}
