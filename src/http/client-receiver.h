/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/client-stream.h"
#include "hub/receiver.h"

/* The PhReceiver of one id of the client API: all listeners that are open for
 * it. It is available while there is one.
 *
 * Every listener gets every push; the first that has it written acknowledges.
 * What is not acknowledged yet is with all open listeners, one that comes
 * later too; when the last one goes it fails with PH_ERROR_UNREACHABLE.
 *
 * Emits "unregistered" when the id has gone. */
#define PH_TYPE_CLIENT_RECEIVER (ph_client_receiver_get_type ())
G_DECLARE_FINAL_TYPE (PhClientReceiver,
                      ph_client_receiver,
                      PH,
                      CLIENT_RECEIVER,
                      GObject)

PhClientReceiver *ph_client_receiver_new (const PhRegistration *registration);

gint64 ph_client_receiver_get_id (PhClientReceiver *receiver);

/* @stream is not referenced: remove it when it closes. The receiver must
 * outlive it. */
void ph_client_receiver_add (PhClientReceiver *receiver,
                             PhClientStream *stream);
void ph_client_receiver_remove (PhClientReceiver *receiver,
                                PhClientStream *stream);

/* A listener has @push. */
void ph_client_receiver_written (PhClientReceiver *receiver, PhPush *push);
