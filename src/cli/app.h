/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* One registration as the manager lists it (see org.pushhub.Manager1,
 * ListRegistrations). */
typedef struct
{
  gint64 id;
  gboolean is_client; /* an HTTP listener, not a D-Bus app */
  char *name;         /* bus name; "client-" and an alias for a client */
  char *description;
  guint version;
  gboolean vapid;
  char *strict;   /* "true", "body" or "false" */
  char *endpoint; /* the whole URL: a secret */
  gint64 created; /* microseconds since 1970 */
  gint64 last_push;
  guint waiting;
  char *last_failure; /* "" for none */
  gboolean announced;
} PhApp;

/* @entry: one dictionary of ListRegistrations, a{sv}. */
PhApp *ph_app_new (GVariant *entry);
void ph_app_free (PhApp *app);

/* Returns: (transfer full) (element-type PhApp): @list, aa{sv}, in its
 * order. */
GPtrArray *ph_apps_new (GVariant *list);

/* Finds what a person calls @wanted: a registration's number, a name, or a
 * part that only one name has (in any case of letters). Digits alone are
 * always a number.
 *
 * Returns: (transfer none): it. Fails with PH_ERROR_NOT_FOUND, or with
 * PH_ERROR_INVALID when several fit; the message lists them then. */
const PhApp *ph_apps_find (GPtrArray *apps,
                           const char *wanted,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhApp, ph_app_free)
