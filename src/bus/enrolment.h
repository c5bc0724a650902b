/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/hub.h"

#include <gio/gio.h>

/* What Register and Unregister do in both versions of the interface: check the
 * fields, check the caller, call the hub, answer, and only then announce the
 * endpoint. A broken rule is answered with InvalidArgs and a sentence that
 * names the field (contracts/dbus.md). */

/* Answers a Register that broke no rule. @reason is the specification's word
 * for why it failed, or NULL when it succeeded. Takes @invocation. */
typedef void (*PhEnrolmentReplyFunc) (GDBusMethodInvocation *invocation,
                                      const char *reason);

/* Takes @invocation and @wanted. */
void ph_enrolment_register (PhHub *hub,
                            GDBusMethodInvocation *invocation,
                            PhRegistration *wanted,
                            PhEnrolmentReplyFunc reply);

/* Takes @invocation. @result, floating or NULL, is the answer when the token is
 * known no more or never was: nothing else happens then. */
void ph_enrolment_unregister (PhHub *hub,
                              GDBusMethodInvocation *invocation,
                              const char *token,
                              GVariant *result);

/* Answers @invocation with a D-Bus error that carries @error's sentence. */
void ph_enrolment_return_error (GDBusMethodInvocation *invocation,
                                const GError *error);
