/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* One push that the hub knows of (see org.pushhub.Manager1, ListPushes). */
typedef struct
{
  char *id; /* a secret: who has it can take the push back */
  char *alias;
  gint64 registration;
  char *app;       /* its bus name, or the number of the registration */
  gint64 received; /* microseconds since 1970 */
  char *step;      /* the last one */
  guint findings;
} PhKnownPush;

/* Returns: (transfer full) (element-type PhKnownPush): @list, aa{sv}, in its
 * order. */
GPtrArray *ph_known_pushes_new (GVariant *list);

/* Finds what a person calls @wanted: a message URL, an identifier, or an alias.
 *
 * Returns: (transfer none): it; NULL with PH_ERROR_NOT_FOUND. */
const PhKnownPush *
ph_known_pushes_find (GPtrArray *pushes,
                      const char *wanted,
                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
