/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/hub-private.h"

#include "core/error.h"

static PhEntry *
find_open (PhHub *self, const char *endpoint, GError **error)
{
  PhEntry *entry = ph_registry_find_endpoint (self->registry, endpoint);

  if (entry == NULL)
    ph_hub_find_endpoint (self, endpoint, error);
  else if (self->stopping)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_UNAVAILABLE,
                         "The hub is stopping; send the push again when it "
                         "is back.");
  else if (!ph_hub_entry_is_settled (entry))
    g_set_error_literal (error, PH_ERROR, PH_ERROR_UNAVAILABLE,
                         "This endpoint is new and being stored; send the "
                         "push again in a moment.");
  else
    return entry;

  return NULL;
}

gboolean
ph_hub_may_replace (const PhEntry *entry, const char *topic)
{
  return topic != NULL && entry->load.waiting + entry->load.aside > 0;
}

PhEntry *
ph_hub_find_accepting (PhHub *self,
                       const char *endpoint,
                       const char *topic,
                       gsize octets,
                       GError **error)
{
  const PhQuota *quota = &self->parts.quota;
  PhEntry *entry = find_open (self, endpoint, error);

  if (entry != NULL &&
      ph_quota_check (quota, entry, octets, ph_clock_now (self->clock),
                      error) &&
      (ph_hub_may_replace (entry, topic) ||
       ph_quota_check_room (quota, entry, octets, error)))
    return entry;

  return NULL;
}

gboolean
ph_hub_check_accept (PhHub *self,
                     const char *endpoint,
                     const char *topic,
                     GError **error)
{
  return ph_hub_find_accepting (self, endpoint, topic, 1, error) != NULL;
}
