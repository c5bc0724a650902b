/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/registration.h"
#include "store/store.h"

/* Every registration in force, found by what the edges know of it. */
typedef struct _PhRegistry PhRegistry;

/* A registration and what the hub keeps beside it while it runs. Counted. */
typedef struct
{
  PhRegistration *registration; /* NULL when the entry is in no registry */
  PhLoad load;                  /* pushes accepted and not ended */
  gint64 last_use;              /* last push or listener; 0 for none ever */
  char *last_failure;           /* or NULL */
  char *obstacle;               /* why its app takes nothing now, or NULL */
  gint64 paced;                 /* hub/quota.c: up to when its rate is used */
  gboolean leaving;             /* its removal is on its way to the store */
  guint saving;                 /* changes on their way to the store */
  PhRegistration
      *stored; /* meanwhile, what the store has; NULL for a new one */
  struct _PhOutbox *outbox;             /* while something is on its way */
  struct _PhAnnouncement *announcement; /* while the app must be told */
} PhEntry;

PhRegistry *ph_registry_new (void);

/* @registry must be empty of outboxes and announcements. */
void ph_registry_free (PhRegistry *registry);

/* Takes @registration; its id and endpoint are in no other entry. Where the
 * token is, the new entry is found by it from now on. */
PhEntry *ph_registry_add (PhRegistry *registry, PhRegistration *registration);

/* Takes @registration in place of the entry's, with the same id. */
void ph_registry_replace (PhRegistry *registry,
                          PhEntry *entry,
                          PhRegistration *registration);

/* While an entry leaves, it is found by ph_registry_find_any () only: what the
 * store still has of it goes on being counted, since it may come back. */
void ph_registry_set_leaving (PhRegistry *registry,
                              PhEntry *entry,
                              gboolean leaving);

/* Takes the entry out; returns its registration.
 *
 * Returns: (transfer full) */
PhRegistration *ph_registry_remove (PhRegistry *registry, PhEntry *entry);

PhEntry *ph_entry_ref (PhEntry *entry);
void ph_entry_unref (PhEntry *entry);

/* Returns: (nullable): also one that leaves */
PhEntry *ph_registry_find_any (PhRegistry *registry, gint64 id);

/* Returns: (nullable) */
PhEntry *ph_registry_find_id (PhRegistry *registry, gint64 id);
PhEntry *ph_registry_find_endpoint (PhRegistry *registry, const char *endpoint);
PhEntry *ph_registry_find_token (PhRegistry *registry, const char *token);

guint ph_registry_count_kind (PhRegistry *registry, PhRegistrationKind kind);

/* Returns: (transfer container) (element-type PhEntry): by id. */
GPtrArray *ph_registry_list (PhRegistry *registry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhRegistry, ph_registry_free)
