/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/registry.h"

struct _PhRegistry
{
  GHashTable *by_id; /* owns the entries */
  GHashTable *by_endpoint;
  GHashTable *by_token;
  guint n[2]; /* by kind; those that leave do not count */
};

PhEntry *
ph_entry_ref (PhEntry *entry)
{
  return g_rc_box_acquire (entry);
}

static void
entry_clear (gpointer data)
{
  PhEntry *entry = data;

  ph_registration_free (entry->stored);
  g_free (entry->last_failure);
  g_free (entry->obstacle);
}

void
ph_entry_unref (PhEntry *entry)
{
  g_rc_box_release_full (entry, entry_clear);
}

/* The registry's end of it. */
static void
entry_free (PhEntry *entry)
{
  g_assert (entry->outbox == NULL && entry->announcement == NULL);

  g_clear_pointer (&entry->registration, ph_registration_free);
  ph_entry_unref (entry);
}

/* The keys of the tables are the registration's own strings. */
static void
index_entry (PhRegistry *registry, PhEntry *entry)
{
  PhRegistration *registration = entry->registration;

  if (entry->leaving)
    return;

  registry->n[registration->kind]++;
  g_hash_table_replace (registry->by_endpoint, registration->endpoint, entry);
  if (registration->token != NULL)
    g_hash_table_replace (registry->by_token, registration->token, entry);
}

/* An entry that was put back may stand under the token of one that goes. */
static void
forget_key (GHashTable *table, const char *key, PhEntry *entry)
{
  if (g_hash_table_lookup (table, key) == entry)
    g_hash_table_remove (table, key);
}

static void
unindex_entry (PhRegistry *registry, PhEntry *entry)
{
  PhRegistration *registration = entry->registration;

  if (entry->leaving)
    return;

  registry->n[registration->kind]--;
  forget_key (registry->by_endpoint, registration->endpoint, entry);
  if (registration->token != NULL)
    forget_key (registry->by_token, registration->token, entry);
}

PhRegistry *
ph_registry_new (void)
{
  PhRegistry *registry = g_new0 (PhRegistry, 1);

  registry->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                           (GDestroyNotify) entry_free);
  registry->by_endpoint = g_hash_table_new (g_str_hash, g_str_equal);
  registry->by_token = g_hash_table_new (g_str_hash, g_str_equal);
  return registry;
}

void
ph_registry_free (PhRegistry *registry)
{
  g_hash_table_unref (registry->by_token);
  g_hash_table_unref (registry->by_endpoint);
  g_hash_table_unref (registry->by_id);
  g_free (registry);
}

PhEntry *
ph_registry_add (PhRegistry *registry, PhRegistration *registration)
{
  PhEntry *entry = g_rc_box_new0 (PhEntry);

  entry->registration = registration;
  g_hash_table_replace (registry->by_id, &registration->id, entry);
  index_entry (registry, entry);

  return entry;
}

void
ph_registry_replace (PhRegistry *registry,
                     PhEntry *entry,
                     PhRegistration *registration)
{
  g_return_if_fail (registration->id == entry->registration->id);

  unindex_entry (registry, entry);
  g_hash_table_steal (registry->by_id, &entry->registration->id);
  ph_registration_free (entry->registration);
  entry->registration = registration;
  g_hash_table_replace (registry->by_id, &registration->id, entry);
  index_entry (registry, entry);
}

void
ph_registry_set_leaving (PhRegistry *registry, PhEntry *entry, gboolean leaving)
{
  unindex_entry (registry, entry);
  entry->leaving = leaving;
  index_entry (registry, entry);
}

PhRegistration *
ph_registry_remove (PhRegistry *registry, PhEntry *entry)
{
  PhRegistration *registration = entry->registration;

  unindex_entry (registry, entry);
  g_hash_table_steal (registry->by_id, &registration->id);

  entry->registration = NULL;
  entry_free (entry);
  return registration;
}

PhEntry *
ph_registry_find_any (PhRegistry *registry, gint64 id)
{
  return g_hash_table_lookup (registry->by_id, &id);
}

PhEntry *
ph_registry_find_id (PhRegistry *registry, gint64 id)
{
  PhEntry *entry = ph_registry_find_any (registry, id);

  return entry != NULL && !entry->leaving ? entry : NULL;
}

PhEntry *
ph_registry_find_endpoint (PhRegistry *registry, const char *endpoint)
{
  return g_hash_table_lookup (registry->by_endpoint, endpoint);
}

PhEntry *
ph_registry_find_token (PhRegistry *registry, const char *token)
{
  return g_hash_table_lookup (registry->by_token, token);
}

guint
ph_registry_count_kind (PhRegistry *registry, PhRegistrationKind kind)
{
  return registry->n[kind];
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const PhEntry *first = *(const PhEntry *const *) a;
  const PhEntry *second = *(const PhEntry *const *) b;

  return (first->registration->id > second->registration->id) -
         (first->registration->id < second->registration->id);
}

GPtrArray *
ph_registry_list (PhRegistry *registry)
{
  GPtrArray *entries =
      g_ptr_array_sized_new (g_hash_table_size (registry->by_id));
  GHashTableIter iter;
  gpointer entry = NULL;

  g_hash_table_iter_init (&iter, registry->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    if (!((PhEntry *) entry)->leaving)
      g_ptr_array_add (entries, entry);
  g_ptr_array_sort (entries, compare_ids);

  return entries;
}
