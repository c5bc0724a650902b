/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "store/store.h"

/* What the tests of the store share: a store in a directory of its own,
 * operations that are waited for, and things to store. */
typedef struct
{
  char *directory;
  char *path; /* NULL for a store in memory */
  PhStore *store;
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer unused);
void fixture_tear_down (Fixture *fixture, gconstpointer unused);

/* Closes the store, if it is open, and opens it again. */
void fixture_reopen (Fixture *fixture);

/* Waits for *@result, set by wait_take_result (), and takes it. */
gboolean
fixture_finish (Fixture *fixture, GAsyncResult **result, GError **error);

void fixture_save (Fixture *fixture, const PhRegistration *registration);
void fixture_add (Fixture *fixture, PhPush *push, GError **error);
GPtrArray *
fixture_read (Fixture *fixture, gint64 registration, gint64 after, guint limit);

/* What a start finds. */
typedef struct
{
  GPtrArray *registrations;
  GArray *waiting; /* guint, of each registration */
  GPtrArray *removed;
  gint64 removed_at; /* of the last one */
  gint64 last_registration;
  gint64 last_sequence;
} Found;

Found *fixture_load (Fixture *fixture);
void found_free (Found *found);

/* With something in every field, or with NULL in all that allow it. */
PhRegistration *make_app (gint64 id);
PhRegistration *make_client (gint64 id);

PhPush *make_push (gint64 sequence, gint64 registration);

/* The same with something to tell it by: what it says is what counts in the
 * test, the rest is usual. */
PhPush *
make_push_of_topic (gint64 sequence, gint64 registration, const char *topic);
PhPush *
make_urgent_push (gint64 sequence, gint64 registration, PhUrgency urgency);
PhPush *make_push_until (gint64 sequence, gint64 registration, gint64 expires);

void assert_same_registration (const PhRegistration *a,
                               const PhRegistration *b);
void assert_same_push (const PhPush *a, const PhPush *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)
