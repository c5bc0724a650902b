/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* One call of an app's connector, and what became of it. */

typedef struct
{
  /* The app takes calls without replying: no reply is an acknowledgement. */
  gboolean silence_is_consent;

  /* Then: milliseconds without a reply until the app is asked whether it has
   * the call (bus/app-probe.h). */
  guint patience;

  /* Milliseconds until the call is given up, -1 for GDBus's 25 seconds. */
  int timeout;
} PhAppCallTerms;

/* Sends @call, addressed to a bus name. Its flags say whether the bus may
 * start the app. Reads @terms during the call only. */
void ph_app_call_async (GDBusConnection *connection,
                        GDBusMessage *call,
                        const PhAppCallTerms *terms,
                        GAsyncReadyCallback callback,
                        gpointer user_data);

/* Beside whether the app has acknowledged a call. */
typedef struct
{
  gboolean silent;    /* it did so by silence */
  const char *failed; /* whose fault it was, as for ph_app_watch_new () */
} PhAppCallOutcome;

/* Returns: TRUE when the app has acknowledged the call, FALSE with an error of
 * bus/call-error.h. @outcome lends what it points to from @result. */
gboolean ph_app_call_finish (GDBusConnection *connection,
                             GAsyncResult *result,
                             PhAppCallOutcome *outcome,
                             GError **error);
