/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/subscription.h"

#include "core/error.h"
#include "core/names.h"

#include <glib/gi18n.h>

/* The reason of a distributor that wants a VAPID key. */
#define KEYLESS "VAPID_REQUIRED"

static void
call (const PhSubscription *subscription,
      const char *method,
      GVariant *arguments,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  g_dbus_connection_call (
      subscription->connection, subscription->distributor, PH_DISTRIBUTOR_PATH,
      subscription->version == 1 ? PH_DISTRIBUTOR1_INTERFACE :
                                   PH_DISTRIBUTOR2_INTERFACE,
      method, arguments, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL,
      callback, user_data);
}

static gboolean
is_absence (const GError *error)
{
  static const int codes[] = {
    G_DBUS_ERROR_SERVICE_UNKNOWN,
    G_DBUS_ERROR_NAME_HAS_NO_OWNER,
    G_DBUS_ERROR_NO_REPLY,
    G_DBUS_ERROR_DISCONNECTED,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, G_DBUS_ERROR, codes[i]))
      return TRUE;

  return FALSE;
}

/* Returns: (transfer full): the reply. */
static GVariant *
finish_call (const PhSubscription *subscription,
             GAsyncResult *result,
             const char *type,
             GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (subscription->connection, result, &cause);

  if (reply != NULL && g_variant_is_of_type (reply, G_VARIANT_TYPE (type)))
    return g_steal_pointer (&reply);

  if (reply != NULL)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_FAILED,
                         _ ("The distributor's answer is not one that "
                            "UnifiedPush knows."));
  else
    {
      g_dbus_error_strip_remote_error (cause);
      g_set_error_literal (error, PH_ERROR,
                           is_absence (cause) ? PH_ERROR_UNREACHABLE :
                                                PH_ERROR_FAILED,
                           cause->message);
    }
  return NULL;
}

void
ph_subscription_register_async (const PhSubscription *subscription,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_auto (GVariantDict) args = G_VARIANT_DICT_INIT (NULL);

  if (subscription->version == 1)
    {
      call (subscription, "Register",
            g_variant_new ("(sss)", subscription->service, subscription->token,
                           subscription->description),
            callback, user_data);
      return;
    }

  g_variant_dict_insert (&args, "service", "s", subscription->service);
  g_variant_dict_insert (&args, "token", "s", subscription->token);
  g_variant_dict_insert (&args, "description", "s", subscription->description);
  if (subscription->vapid != NULL)
    g_variant_dict_insert (&args, "vapid", "s", subscription->vapid);
  call (subscription, "Register",
        g_variant_new ("(@a{sv})", g_variant_dict_end (&args)), callback,
        user_data);
}

gboolean
ph_subscription_register_finish (const PhSubscription *subscription,
                                 GAsyncResult *result,
                                 GError **error)
{
  const char *type = subscription->version == 1 ? "(ss)" : "(a{sv})";
  g_autoptr (GVariant) reply = finish_call (subscription, result, type, error);
  g_autoptr (GVariant) res = NULL;
  const char *success = "";
  const char *reason = "";

  if (reply == NULL)
    return FALSE;

  if (subscription->version == 1)
    g_variant_get (reply, "(&s&s)", &success, &reason);
  else
    {
      res = g_variant_get_child_value (reply, 0);
      g_variant_lookup (res, "success", "&s", &success);
      g_variant_lookup (res, "reason", "&s", &reason);
    }

  if (g_str_equal (success, PH_REGISTRATION_SUCCEEDED))
    return TRUE;

  g_set_error (error, PH_ERROR,
               g_str_equal (reason, KEYLESS) ? PH_ERROR_KEYLESS :
                                               PH_ERROR_FAILED,
               _ ("The distributor refused the registration: %s."),
               reason[0] != '\0' ? reason : _ ("it gives no reason"));
  return FALSE;
}

void
ph_subscription_unregister_async (const PhSubscription *subscription,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_auto (GVariantDict) args = G_VARIANT_DICT_INIT (NULL);

  if (subscription->version == 1)
    {
      call (subscription, "Unregister",
            g_variant_new ("(s)", subscription->token), callback, user_data);
      return;
    }

  g_variant_dict_insert (&args, "token", "s", subscription->token);
  call (subscription, "Unregister",
        g_variant_new ("(@a{sv})", g_variant_dict_end (&args)), callback,
        user_data);
}

gboolean
ph_subscription_unregister_finish (const PhSubscription *subscription,
                                   GAsyncResult *result,
                                   GError **error)
{
  const char *type = subscription->version == 1 ? "()" : "(a{sv})";
  g_autoptr (GVariant) reply = finish_call (subscription, result, type, error);

  return reply != NULL;
}
