/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/route.h"

/* The client API: /client/…, for listeners that are no D-Bus apps. */

/* Refuses who may not use it (http/access.h). */
void ph_client_api_check (PhRequest *request);

/* GET: makes an id. */
void ph_client_api_register (PhRequest *request);

/* GET: listens to one id, or to several in the style the query or the
 * settings choose. */
void ph_client_api_listen (PhRequest *request);
void ph_client_api_listen_many (PhRequest *request);

/* DELETE: the id and its endpoint go. */
void ph_client_api_unregister (PhRequest *request);
