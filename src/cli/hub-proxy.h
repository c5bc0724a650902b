/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "dbus/manager.h"

/* A running hub, as the verbs reach it: its manager interface on the session
 * bus. All calls wait for their answer. */

/* Returns: (transfer full): the hub's proxy. Never starts a hub; fails with
 * PH_ERROR_UNREACHABLE when there is no session bus or no hub on it. */
PhDBusManager1 *ph_hub_proxy_new (GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full) (element-type PhApp): all registrations. */
GPtrArray *ph_hub_proxy_list_apps (PhDBusManager1 *hub,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Turns the bus's word for what went wrong with a call to the hub into one of
 * PH_ERROR's; a time-out stays G_IO_ERROR_TIMED_OUT. */
void ph_hub_proxy_translate_error (GError *error);
