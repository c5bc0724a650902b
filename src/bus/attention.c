/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/attention.h"

#define SENTENCES_MAX 20

static void
add_disk (GPtrArray *sentences, const PhHubStatus *status)
{
  if (status->trouble != NULL)
    g_ptr_array_add (sentences,
                     g_strdup_printf ("%s Pushes that cannot be delivered at "
                                      "once are refused until it can.",
                                      status->trouble));
}

/* A sentence when nothing more of @kind can be registered. */
static void
add_limit (GPtrArray *sentences,
           GPtrArray *list,
           PhRegistrationKind kind,
           guint max)
{
  guint n = 0;

  for (guint i = 0; i < list->len; i++)
    n += ((const PhRegistration *) list->pdata[i])->kind == kind;
  if (n < max)
    return;

  g_ptr_array_add (
      sentences,
      g_strdup_printf (
          "The limit of %u registrations %s is reached; remove some with "
          "\"pushhub unregister\".",
          max,
          kind == PH_REGISTRATION_CLIENT ? "of the client API" : "of apps"));
}

/* Returns: (nullable): what is wrong with one registration. */
static char *
describe (const PhRegistration *registration,
          const PhRegistrationStatus *status)
{
  const char *failure =
      status->last_failure != NULL ? status->last_failure : "unknown.";

  if (status->load.aside > 0)
    return g_strdup_printf (
        "Pushes for registration %" G_GINT64_FORMAT
        " were set aside, because its app failed them too often: %u. "
        "\"pushhub replay\" lists them. The last failure: %s",
        registration->id, status->load.aside, failure);
  if (status->load.waiting > 0 && status->obstacle != NULL)
    return g_strdup_printf ("Pushes wait for registration %" G_GINT64_FORMAT
                            ": %s",
                            registration->id, status->obstacle);

  return NULL;
}

static void
add_registrations (GPtrArray *sentences, GPtrArray *list, PhHub *hub)
{
  for (guint i = 0; i < list->len && sentences->len < SENTENCES_MAX; i++)
    {
      const PhRegistration *registration = list->pdata[i];
      PhRegistrationStatus status = { 0 };
      char *sentence = NULL;

      ph_hub_get_registration_status (hub, registration->id, &status);
      sentence = describe (registration, &status);
      if (sentence != NULL)
        g_ptr_array_add (sentences, sentence);
      ph_registration_status_clear (&status);
    }
}

GVariant *
ph_attention_describe (PhHub *hub, const PhHubStatus *status)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) list = ph_hub_list (hub);

  add_disk (sentences, status);
  add_limit (sentences, list, PH_REGISTRATION_APP, PH_REGISTRATIONS_MAX);
  add_limit (sentences, list, PH_REGISTRATION_CLIENT, PH_CLIENTS_MAX);
  add_registrations (sentences, list, hub);
  return g_variant_new_strv ((const char *const *) sentences->pdata,
                             (gssize) sentences->len);
}
