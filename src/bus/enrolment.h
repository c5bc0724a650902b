/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/hub.h"

#include <gio/gio.h>

/* What Register and Unregister do in both versions of the interface: check the
 * fields, check the caller, call the hub. */

/* Takes @wanted. Finishes with the registration's id, or 0 and an error of
 * ph_registration_check_fields (), ph_vapid_key_check (), ph_caller_check () or
 * ph_hub_register (). */
void ph_enrolment_register_async (PhHub *hub,
                                  GDBusMethodInvocation *invocation,
                                  PhRegistration *wanted,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gint64
ph_enrolment_register_finish (PhHub *hub, GAsyncResult *result, GError **error);

/* Finishes with TRUE for an unknown token too: nothing else happens then. */
void ph_enrolment_unregister_async (PhHub *hub,
                                    GDBusMethodInvocation *invocation,
                                    const char *token,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean ph_enrolment_unregister_finish (PhHub *hub,
                                         GAsyncResult *result,
                                         GError **error);

/* The specification's word for why a registration failed; NULL when @error is
 * the caller's mistake and is to be answered with return_invalid_args (). */
const char *ph_enrolment_get_reason (const GError *error);

/* Answers @invocation with a D-Bus error that carries @error's sentence. */
void ph_enrolment_return_error (GDBusMethodInvocation *invocation,
                                const GError *error);
