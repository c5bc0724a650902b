/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "core/error.h"

const char *
ph_hub_get_base_url (PhHub *self)
{
  return self->base_url;
}

PhTimeline *
ph_hub_get_timeline (PhHub *self)
{
  return self->timeline;
}

gint64
ph_hub_get_time (PhHub *self)
{
  return ph_clock_now (self->clock);
}

const PhRegistration *
ph_hub_find_endpoint (PhHub *self, const char *endpoint, GError **error)
{
  PhEntry *entry = ph_registry_find_endpoint (self->registry, endpoint);
  gint64 removed = 0;

  if (entry != NULL)
    return entry->registration;

  removed = ph_gone_find (self->gone, endpoint);
  if (removed != 0)
    {
      g_autoptr (GDateTime) when =
          g_date_time_new_from_unix_utc (removed / G_USEC_PER_SEC);
      g_autofree char *text = g_date_time_format_iso8601 (when);

      g_set_error (error, PH_ERROR, PH_ERROR_REMOVED,
                   "This endpoint was removed at %s; it will not come back.",
                   text);
    }
  else
    g_set_error_literal (error, PH_ERROR, PH_ERROR_NOT_FOUND,
                         "No app or client has registered this endpoint.");

  return NULL;
}

const PhRegistration *
ph_hub_find_id (PhHub *self, gint64 id)
{
  PhEntry *entry = ph_registry_find_id (self->registry, id);

  return entry != NULL ? entry->registration : NULL;
}

const PhRegistration *
ph_hub_find_token (PhHub *self, const char *token)
{
  PhEntry *entry = ph_registry_find_token (self->registry, token);

  return entry != NULL ? entry->registration : NULL;
}

char *
ph_hub_get_endpoint_url (PhHub *self, const PhRegistration *registration)
{
  return g_strconcat (self->base_url, "/push/id/", registration->endpoint,
                      NULL);
}

GPtrArray *
ph_hub_list (PhHub *self)
{
  GPtrArray *list = ph_registry_list (self->registry);

  for (guint i = 0; i < list->len; i++)
    list->pdata[i] = ((PhEntry *) list->pdata[i])->registration;

  return list;
}

/* Status */

void
ph_hub_get_status (PhHub *self, PhHubStatus *status)
{
  g_autoptr (GPtrArray) entries = ph_registry_list (self->registry);

  *status = (PhHubStatus){
    .registrations = entries->len,
    .trouble = ph_store_get_trouble (self->store),
  };
  for (guint i = 0; i < entries->len; i++)
    ph_load_add (&status->load, &((PhEntry *) entries->pdata[i])->load);
}

void
ph_hub_status_clear (PhHubStatus *status)
{
  g_clear_pointer (&status->trouble, g_free);
}

void
ph_hub_get_registration_status (PhHub *self,
                                gint64 id,
                                PhRegistrationStatus *status)
{
  PhEntry *entry = ph_registry_find_id (self->registry, id);

  *status = (PhRegistrationStatus){ 0 };
  if (entry == NULL)
    return;

  status->load = entry->load;
  status->last_use = entry->last_use;
  status->last_failure = g_strdup (entry->last_failure);
  status->obstacle = g_strdup (entry->obstacle);
}

void
ph_registration_status_clear (PhRegistrationStatus *status)
{
  g_clear_pointer (&status->last_failure, g_free);
  g_clear_pointer (&status->obstacle, g_free);
}
