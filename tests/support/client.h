/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/hub.h"

/* The client API (server to distributor, over HTTP). */

/* Returns: (transfer full): a new id. */
char *client_register (Hub *hub);

/* Returns: (transfer full): the URL to push to @id, and to listen to it. */
char *client_get_endpoint (Hub *hub, const char *id);
char *client_get_listen_url (Hub *hub, const char *id);
