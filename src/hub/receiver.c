/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/receiver.h"

G_DEFINE_INTERFACE (PhReceiver, ph_receiver, G_TYPE_OBJECT)

enum
{
  AVAILABLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
ph_receiver_default_init (PhReceiverInterface *iface)
{
  signals[AVAILABLE] =
      g_signal_new ("available", PH_TYPE_RECEIVER, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
}

gboolean
ph_receiver_is_available (PhReceiver *receiver)
{
  return PH_RECEIVER_GET_IFACE (receiver)->is_available (receiver);
}

guint
ph_receiver_get_window (PhReceiver *receiver)
{
  return PH_RECEIVER_GET_IFACE (receiver)->get_window (receiver);
}

void
ph_receiver_deliver_async (PhReceiver *receiver,
                           const PhRegistration *registration,
                           PhPush *push,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  PH_RECEIVER_GET_IFACE (receiver)->deliver_async (receiver, registration, push,
                                                   callback, user_data);
}

gboolean
ph_receiver_deliver_finish (PhReceiver *receiver,
                            GAsyncResult *result,
                            GError **error)
{
  return PH_RECEIVER_GET_IFACE (receiver)->deliver_finish (receiver, result,
                                                           error);
}

void
ph_receiver_new_endpoint_async (PhReceiver *receiver,
                                const PhRegistration *registration,
                                const char *endpoint,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  PH_RECEIVER_GET_IFACE (receiver)->new_endpoint_async (
      receiver, registration, endpoint, callback, user_data);
}

gboolean
ph_receiver_new_endpoint_finish (PhReceiver *receiver,
                                 GAsyncResult *result,
                                 GError **error)
{
  return PH_RECEIVER_GET_IFACE (receiver)->new_endpoint_finish (receiver,
                                                                result, error);
}

void
ph_receiver_unregistered (PhReceiver *receiver,
                          const PhRegistration *registration,
                          gboolean requested)
{
  PH_RECEIVER_GET_IFACE (receiver)->unregistered (receiver, registration,
                                                  requested);
}

void
ph_receiver_emit_available (PhReceiver *receiver)
{
  g_signal_emit (receiver, signals[AVAILABLE], 0);
}
