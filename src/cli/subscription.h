/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* What the sample app asks a distributor for, in version 1 or 2 of the
 * UnifiedPush D-Bus interfaces. */
typedef struct
{
  GDBusConnection *connection;
  const char *distributor; /* its bus name */
  const char *service;     /* the app's own bus name */
  const char *token;
  const char *description;
  const char *vapid; /* the key of its only sender, or NULL; version 2 has it */
  guint version;
} PhSubscription;

/* The call to make again as soon as the distributor has gone and come back. */
void ph_subscription_register_async (const PhSubscription *subscription,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/* Fails with PH_ERROR_UNREACHABLE when the distributor went away meanwhile,
 * PH_ERROR_FAILED when it refused; the message gives its reason. */
gboolean
ph_subscription_register_finish (const PhSubscription *subscription,
                                 GAsyncResult *result,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

void ph_subscription_unregister_async (const PhSubscription *subscription,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
ph_subscription_unregister_finish (const PhSubscription *subscription,
                                   GAsyncResult *result,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
