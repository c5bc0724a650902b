/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/urgency.h"

#include <glib.h>

/* UnifiedPush D-Bus specification: a message has 1 to 4096 octets. */
#define PH_PUSH_BODY_MAX 4096

/* A push that its app has failed so often is set aside, so that those behind
 * it go on. */
#define PH_PUSH_FAILURES_MAX 8

/* What a sender asks of the hub. A plain value that lends what it points to. */
typedef struct
{
  GBytes *body;
  guint32 ttl; /* seconds, as applied; 0 is "now or never" */
  PhUrgency urgency;
  const char *topic; /* or NULL; RFC 8030 section 5.4 */

  /* For the timeline only: how it came, when that is not by itself, or NULL;
   * what is wrong with it, a line each, or NULL. */
  const char *origin;
  const char *findings;
} PhPushContent;

/* One push message: immutable and counted, passed by reference from the
 * socket to the bus. */
typedef struct
{
  gatomicrefcount refs;
  gint64 sequence;     /* its place among all pushes, in order of acceptance */
  gint64 registration; /* id of the registration it is for */
  char *id;            /* identifier in its message URL, RFC 8030 section 5 */
  GBytes *body;
  guint32 ttl;
  PhUrgency urgency;
  char *topic;
  guint failures;  /* deliveries that the app failed, as far as stored */
  gint64 received; /* the hub's time, see core/clock.h */
} PhPush;

/* Takes a reference on the body; copies @id and the topic. */
PhPush *ph_push_new (const char *id,
                     gint64 sequence,
                     gint64 registration,
                     const PhPushContent *content,
                     gint64 received);
PhPush *ph_push_ref (PhPush *push);
void ph_push_unref (PhPush *push);

/* When @push must no longer be delivered (RFC 8030 section 5.2), in the hub's
 * time. */
gint64 ph_push_expires (const PhPush *push);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhPush, ph_push_unref)
