/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/route.h"

/* /aesgcm?e=<endpoint>, for application servers that still encrypt the way
 * drafts before RFC 8291 did: a push to one of this hub's own endpoints that
 * takes the header fields along, see webpush/aesgcm-fold.h. Off by default. */

/* It never is in a strict hub. */
gboolean ph_aesgcm_gateway_is_on (PhRequest *request);

/* Refuses nothing yet. Makes the endpoint that the query names the request's
 * name, if there is one. */
void ph_aesgcm_gateway_check (PhRequest *request);

/* The endpoint comes before the length of the body. */
void ph_aesgcm_gateway_refuse_length (PhRequest *request);

/* GET, HEAD: how clients find out that the gateway is here. */
void ph_aesgcm_gateway_discover (PhRequest *request);

/* 404 for what is not an endpoint of this hub; else judges as the push resource
 * does, VAPID too: senders name the gateway's origin as their audience, which
 * is ours. */
void ph_aesgcm_gateway_judge (PhRequest *request);

/* POST: a push message, answered as the push resource does. */
void ph_aesgcm_gateway_accept (PhRequest *request);
