/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/push.h"
#include "core/registration.h"

#include <gio/gio.h>

/* Who takes pushes: an app on the bus, an open HTTP listener, a fake in tests.
 *
 *   bus/connector.c        an app, in both versions of the D-Bus interface
 *   http/client-receiver.c the listeners of one client API id
 *
 * The edge that makes receivers gives the hub one for a registration when it
 * asks (PhReceiverFunc). A receiver may serve several registrations.
 *
 * A receiver starts out available. When it finds that nobody is there it fails
 * what it was given with PH_ERROR_UNREACHABLE and is unavailable; it watches
 * for the one event that ends this, becomes available and emits "available".
 * No polling. */
#define PH_TYPE_RECEIVER (ph_receiver_get_type ())
G_DECLARE_INTERFACE (PhReceiver, ph_receiver, PH, RECEIVER, GObject)

struct _PhReceiverInterface
{
  GTypeInterface parent;

  gboolean (*is_available) (PhReceiver *receiver);
  guint (*get_window) (PhReceiver *receiver);

  void (*deliver_async) (PhReceiver *receiver,
                         const PhRegistration *registration,
                         PhPush *push,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  gboolean (*deliver_finish) (PhReceiver *receiver,
                              GAsyncResult *result,
                              GError **error);

  void (*new_endpoint_async) (PhReceiver *receiver,
                              const PhRegistration *registration,
                              const char *endpoint,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
  gboolean (*new_endpoint_finish) (PhReceiver *receiver,
                                   GAsyncResult *result,
                                   GError **error);

  void (*unregistered) (PhReceiver *receiver,
                        const PhRegistration *registration,
                        gboolean requested);
};

/* Whether it makes sense to try a delivery now. */
gboolean ph_receiver_is_available (PhReceiver *receiver);

/* How many deliveries of one registration may be under way at once, at least
 * 1. They are started in order and may be acknowledged in any. */
guint ph_receiver_get_window (PhReceiver *receiver);

/* Hands over one push. Finishes with TRUE when it was acknowledged, else with
 *
 *   PH_ERROR_UNREACHABLE    nobody was there. If the receiver is available all
 *                           the same, somebody has come during the call: the
 *                           push can be handed over again
 *   PH_ERROR_FAILED         somebody answered with an error, or went away
 *                           without an answer: it may be for this push
 *   PH_ERROR_UNAVAILABLE    nobody knows whether it arrived
 *   PH_ERROR_UNAUTHORIZED   it must not be called
 *
 * Reads @registration during the call only. */
void ph_receiver_deliver_async (PhReceiver *receiver,
                                const PhRegistration *registration,
                                PhPush *push,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean ph_receiver_deliver_finish (PhReceiver *receiver,
                                     GAsyncResult *result,
                                     GError **error);

/* Tells the receiver the endpoint URL of @registration. Finishes like a
 * delivery. */
void ph_receiver_new_endpoint_async (PhReceiver *receiver,
                                     const PhRegistration *registration,
                                     const char *endpoint,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean ph_receiver_new_endpoint_finish (PhReceiver *receiver,
                                          GAsyncResult *result,
                                          GError **error);

/* Tells the receiver that @registration has gone, @requested by itself or
 * not. Nothing is awaited. */
void ph_receiver_unregistered (PhReceiver *receiver,
                               const PhRegistration *registration,
                               gboolean requested);

/* For implementations: emits "available". */
void ph_receiver_emit_available (PhReceiver *receiver);

/* Returns: (transfer full): the receiver for @registration. */
typedef PhReceiver *(*PhReceiverFunc) (const PhRegistration *registration,
                                       gpointer user_data);
