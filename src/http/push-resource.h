/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/route.h"

/* Endpoints: /push/id/<ID>, the push resource of RFC 8030 section 5. */

/* 404 for what is no endpoint, or no longer. */
void ph_push_resource_check (PhRequest *request);

/* GET, HEAD: how clients of UnifiedPush find out that it is one. */
void ph_push_resource_discover (PhRequest *request);

/* POST, PUT: a push message. 201 when it is safe with the hub. */
void ph_push_resource_accept (PhRequest *request);

/* The same with another body than the request's; what is in its header fields
 * and its name counts. */
void ph_push_resource_accept_body (PhRequest *request, GBytes *body);
