/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

static void
note_absent (PhHub *self, PhRegistration *registration, gint64 since)
{
  if (registration->absent == since)
    return;

  registration->absent = since;
  ph_store_save_registration_async (self->store, registration, NULL,
                                    ph_clock_now (self->clock), NULL, NULL);
}

/* Returns: how long an app that is absent may be so from now on. */
static gint64
get_patience (PhHub *self, const PhRegistration *registration)
{
  return registration->absent + self->settings->forget_days * G_TIME_SPAN_DAY -
         ph_clock_now (self->clock);
}

/* Returns: when to look again, like ph_hub_note_names (). */
static gint64
look_at (PhHub *self, PhRegistration *registration, GHashTable *names)
{
  gint64 patience = 0;

  if (g_hash_table_contains (names, registration->service))
    {
      note_absent (self, registration, 0);
      return 0;
    }

  if (registration->absent == 0)
    note_absent (self, registration, ph_clock_now (self->clock));
  patience = get_patience (self, registration);
  if (patience > 0)
    return patience;

  ph_hub_unregister_async (self, registration->id, FALSE, NULL, NULL);
  return 0;
}

gint64
ph_hub_note_names (PhHub *self, GHashTable *names)
{
  g_autoptr (GPtrArray) entries = ph_registry_list (self->registry);
  gint64 next = G_MAXINT64;

  if (self->settings->forget_days == 0 || self->stopping)
    return 0;

  for (guint i = 0; i < entries->len; i++)
    {
      PhEntry *entry = entries->pdata[i];
      gint64 patience = 0;

      if (entry->registration->kind == PH_REGISTRATION_APP &&
          entry->saving == 0)
        patience = look_at (self, entry->registration, names);
      if (patience > 0)
        next = MIN (next, patience);
    }

  return next < G_MAXINT64 ? next : 0;
}
