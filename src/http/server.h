/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/settings.h"
#include "http/bounds.h"
#include "http/tls.h"
#include "hub/hub.h"

/* The HTTP edge: a libsoup server with a table of routes. It parses, calls the
 * hub once and maps the outcome; it decides nothing.
 *
 * A request is judged in libsoup's early handler, before its body is read:
 * path, method, declared length. Chunks are counted, so that nobody can make
 * the hub hold more than a route allows. */
#define PH_TYPE_SERVER (ph_server_get_type ())
G_DECLARE_FINAL_TYPE (PhServer, ph_server, PH, SERVER, GObject)

/* @settings and @bounds must outlive the server. */
PhServer *
ph_server_new (PhHub *hub, const PhSettings *settings, const PhBounds *bounds);

/* Speaks HTTPS when @tls is not NULL; it must outlive the server then.
 * Binds every address of the settings to the same port; ::1 is left out, with
 * a line in the log, on a machine without IPv6. Requests are answered from the
 * next turn of the main loop. Fails with PH_ERROR_FAILED and one sentence that
 * names the address and what to do. */
gboolean ph_server_listen (PhServer *server,
                           PhTls *tls,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Stops accepting connections and ends open listeners. */
void ph_server_stop (PhServer *server);

/* The base of endpoint URLs, without a slash at its end: the public URL, else
 * http:// or https:// and the first address with the port. */
const char *ph_server_get_base_url (PhServer *server);

/* Returns: (transfer none): what is listened on, as "127.0.0.1:8976" and
 * "[::1]:8976". */
const char *const *ph_server_get_addresses (PhServer *server);

/* A PhReceiverFunc for PH_REGISTRATION_CLIENT; @server is the PhServer. */
PhReceiver *ph_server_get_receiver (const PhRegistration *registration,
                                    gpointer server);
