/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/route.h"

/* /aesgcm?e=<endpoint>, for application servers that still encrypt the way
 * drafts before RFC 8291 did: a push to one of this hub's own endpoints that
 * takes the header fields along, see webpush/aesgcm-fold.h. Off by default. */

/* 404 while it is off. */
void ph_aesgcm_gateway_check (PhRequest *request);

/* GET, HEAD: how clients find out that the gateway is here. */
void ph_aesgcm_gateway_discover (PhRequest *request);

/* Finds the endpoint, which is the request's name from then on, and judges as
 * the push resource does. */
void ph_aesgcm_gateway_judge (PhRequest *request);

/* POST: a push message, answered as the push resource does. */
void ph_aesgcm_gateway_accept (PhRequest *request);
