/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* The D-Bus object by which the sample app receives: Connector1 or
 * Connector2, whichever it registers with. It takes what is for its own token
 * only; a push for another one is refused, so that it is not lost. */
typedef struct _PhSampleConnector PhSampleConnector;

/* A push that has arrived and is not answered yet. */
typedef struct
{
  GDBusMethodInvocation *invocation;
  guint version;
  char *id; /* NULL when the distributor sent none */
  GBytes *body;
} PhArrival;

typedef struct
{
  /* @arrival: (transfer full). */
  void (*message) (PhArrival *arrival, gpointer user_data);
  void (*new_endpoint) (const char *endpoint, gpointer user_data);
  void (*unregistered) (gpointer user_data);
} PhSampleHandlers;

/* Returns: (transfer full): a connector of @version 1 or 2. @handlers are
 * borrowed. */
PhSampleConnector *ph_sample_connector_new (guint version,
                                            const char *token,
                                            const PhSampleHandlers *handlers,
                                            gpointer user_data);

gboolean ph_sample_connector_export (PhSampleConnector *connector,
                                     GDBusConnection *connection,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ph_sample_connector_free (PhSampleConnector *connector);

/* Acknowledges @arrival and frees it. */
void ph_arrival_answer (PhArrival *arrival);

/* Frees @arrival without an answer: the distributor cannot know. */
void ph_arrival_free (PhArrival *arrival);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhSampleConnector, ph_sample_connector_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhArrival, ph_arrival_free)
