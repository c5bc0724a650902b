/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/client-stream.h"
#include "hub/hub.h"

/* The listeners of the client API and the receivers they listen to: a
 * receiver may have several listeners, a listener several receivers. */
typedef struct _PhClients PhClients;

/* @hub must outlive the clients. */
PhClients *ph_clients_new (PhHub *hub);

/* Ends what is open. */
void ph_clients_free (PhClients *clients);

/* Returns: (transfer full): the receiver of @registration */
PhReceiver *ph_clients_get_receiver (PhClients *clients,
                                     const PhRegistration *registration);

/* How many listeners are open. */
guint ph_clients_count (PhClients *clients);

/* Lets @stream listen to each of @registrations
 * (element-type PhRegistration). Takes @stream. */
void ph_clients_add (PhClients *clients,
                     PhClientStream *stream,
                     GPtrArray *registrations);

/* Ends all open listeners. */
void ph_clients_end (PhClients *clients);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhClients, ph_clients_free)
