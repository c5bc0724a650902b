/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/gone.h"
#include "hub/hub.h"
#include "hub/outbox.h"
#include "hub/registry.h"

/* What the files of PhHub share: hub.c loads and starts, hub-look.c tells what
 * there is, hub-register.c and hub-unregister.c change it, hub-change.c keeps
 * what they change and the store in step, hub-announce.c tells apps their
 * endpoints, hub-presence.c has who is there at all, hub-accept.c the way in
 * for pushes, hub-entry.c what is on its way to one entry, hub-push.c what can
 * be done to one push, hub-topic.c what one does to another, hub-stop.c the
 * end. */
struct _PhHub
{
  GObject parent_instance;

  PhStore *store;
  PhClock *clock;
  const PhSettings *settings;
  PhTimeline *timeline;
  PhRegistry *registry;
  PhGone *gone;
  PhParts parts;

  struct
  {
    PhReceiverFunc func;
    gpointer user_data;
  } receivers[2]; /* by kind */

  char *base_url;
  gint64 last_registration;
  gint64 last_sequence;

  gboolean stopping;
  GTask *stop;        /* until it is answered */
  GHashTable *ending; /* entries it waits for */
  guint stop_source;
};

/* hub-accepting.c */

/* Whether a push with @topic may have one to replace. */
gboolean ph_hub_may_replace (const PhEntry *entry, const char *topic);

/* Returns: (nullable): the entry of @endpoint, if a push of @octets with
 * @topic, or NULL, may come in. */
PhEntry *ph_hub_find_accepting (PhHub *hub,
                                const char *endpoint,
                                const char *topic,
                                gsize octets,
                                GError **error);

/* hub-change.c */

/* Answers @task with PH_ERROR_UNAVAILABLE when the hub is stopping: its clock
 * and its receivers do not live for ever. Returns: whether it did. */
gboolean ph_hub_refuse_when_stopping (PhHub *hub, GTask *task);

/* A registration is changed in memory at once and then stored. Both take @task,
 * which returns the id of the registration when that is done; or an error of
 * the store, and then the change has been taken back. */

/* Adds @registration (transfer full), which is new. */
void ph_hub_add (PhHub *hub, PhRegistration *registration, GTask *task);

/* Makes of @entry what @changed (transfer full) says. With another VAPID key it
 * gets another endpoint, and what was on its way to it ends. */
void ph_hub_change (PhHub *hub,
                    PhEntry *entry,
                    PhRegistration *changed,
                    GTask *task);

/* hub-entry.c */

/* Returns: (transfer full): who takes pushes for @registration. */
PhReceiver *ph_hub_get_receiver (PhHub *hub,
                                 const PhRegistration *registration);

/* The outbox of @entry, made if there is none. */
PhOutbox *ph_hub_ensure_outbox (PhHub *hub, PhEntry *entry);

/* For PhParts: frees an outbox that is idle; @hub is the PhHub. */
void ph_hub_outbox_changed (PhEntry *entry, gpointer hub);

/* Whether the endpoint of @entry is that which the store has. One that is not
 * stored yet could still be taken back: nothing goes in or out. */
gboolean ph_hub_entry_is_settled (const PhEntry *entry);

/* Begins to deliver what waits for @entry, if anything does. */
void ph_hub_resume_entry (PhHub *hub, PhEntry *entry);

/* The store has something to deliver to @entry that was not to be delivered
 * before; see ph_outbox_read_again (). */
void ph_hub_read_again (PhHub *hub, PhEntry *entry, gint64 sequence);

/* Ends everything that is on its way to @entry. */
void ph_hub_clear_entry (PhHub *hub, PhEntry *entry);

/* Whether a call or a commit is under way for @entry. */
gboolean ph_hub_entry_is_busy (PhEntry *entry);

/* Something of @entry has ended; the end of the hub may wait for that. */
void ph_hub_entry_changed (PhHub *hub, PhEntry *entry);

/* Nothing is awaited any more: answers who has stopped the hub. */
void ph_hub_end_stop (PhHub *hub);

/* hub-push.c */

/* @push is in the store no more: it ends with @step, if it has not yet. */
void ph_hub_note_gone (PhHub *hub, const PhPush *push, PhEventStep step);

/* For PhExpiry: what has expired is gone from the store. */
void ph_hub_note_expired (GPtrArray *pushes, gpointer hub);

/* hub-topic.c */

/* Whether there is one to replace must be found out before @push is accepted.
 */
gboolean
ph_hub_must_replace (PhHub *hub, const PhEntry *entry, const PhPush *push);

/* Finds out, and accepts it in place of the other. @task is as for
 * ph_outbox_accept (). */
void
ph_hub_replace (PhHub *hub, const PhEntry *entry, PhPush *push, GTask *task);

/* hub-use.c */

/* Stores when @entry was used last, if the store does not know. */
void ph_hub_save_use (PhHub *hub, PhEntry *entry);

/* Removes the ids of the client API that nobody has used for 30 days. */
void ph_hub_remove_old_clients (PhHub *hub);
