/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* Finds out whether a call that is not answered has reached its app.
 *
 * What one connection sends to another arrives in order. So an answer of the
 * app to a question that was sent after the call, be it an error, says that
 * the call is there too. The question is Peer.Ping, which every D-Bus library
 * answers, and goes to the connection that owned the app's name when the call
 * was sent: a new owner of the name knows nothing of the call. */
typedef struct _PhAppProbe PhAppProbe;

/* The app has got everything that was sent to it before the question. */
typedef void (*PhAppProbeFunc) (gpointer user_data);

/* To be made right before the call is sent. When @patience milliseconds have
 * passed the app is asked; @func is called when it answers, once and never
 * from within this function. While nobody has the name @service, because the
 * bus still starts the app, the owner is asked for again and again. */
PhAppProbe *ph_app_probe_new (GDBusConnection *connection,
                              const char *service,
                              guint patience,
                              PhAppProbeFunc func,
                              gpointer user_data);

/* Whether somebody had the name. */
gboolean ph_app_probe_has_owner (PhAppProbe *probe);

/* Asks no more; may be called from within the callback. */
void ph_app_probe_free (PhAppProbe *probe);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhAppProbe, ph_app_probe_free)
