/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* UnifiedPush D-Bus specification: a message has 1 to 4096 octets. */
#define PH_PUSH_BODY_MAX 4096

/* One push message: immutable and counted, passed by reference from the
 * socket to the bus. */
typedef struct
{
  gatomicrefcount refs;
  gint64 sequence;     /* order of acceptance over all registrations */
  gint64 registration; /* id of the registration it is for */
  char *id;            /* identifier in its message URL, RFC 8030 section 5 */
  GBytes *body;
  guint32 ttl;     /* seconds, as applied; 0 is "now or never" */
  gint64 received; /* the hub's time, see core/clock.h */
} PhPush;

/* Takes a reference on @body; copies @id. */
PhPush *ph_push_new (gint64 sequence,
                     gint64 registration,
                     const char *id,
                     GBytes *body,
                     guint32 ttl,
                     gint64 received);
PhPush *ph_push_ref (PhPush *push);
void ph_push_unref (PhPush *push);

/* When @push must no longer be delivered (RFC 8030 section 5.2), in the hub's
 * time. */
gint64 ph_push_expires (const PhPush *push);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhPush, ph_push_unref)
