/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* What the methods of org.pushhub.Manager1 answer with. */

/* Answers with the D-Bus error that stands for @error. */
void ph_manager_return_error (GDBusMethodInvocation *invocation,
                              const GError *error);

/* Adds one member to an a{sv}; a string that is NULL is "". */
void
ph_members_add (GVariantBuilder *members, const char *name, GVariant *value);
void ph_members_add_string (GVariantBuilder *members,
                            const char *name,
                            const char *value);
