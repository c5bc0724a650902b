/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* What has happened to one push, as the manager tells it (see
 * org.pushhub.Manager1, GetTimeline). */
typedef struct
{
  gint64 time;  /* microseconds since 1970 */
  char *name;   /* "received", "waiting", … */
  char *detail; /* why; "" when there is nothing to say */
} PhStep;

/* Returns: (transfer full) (element-type PhStep): @events, aa{sv}, oldest
 * first. */
GPtrArray *ph_steps_new (GVariant *events);

/* Returns: (transfer full): the rules that the push breaks, a line each. */
GStrv ph_steps_list_findings (GPtrArray *steps);

/* Returns: (transfer full): what has become of the push, in one sentence.
 * There is at least one of @steps. */
char *ph_steps_conclude (GPtrArray *steps);
