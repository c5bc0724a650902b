/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/route.h"

/* The Matrix push gateway (Matrix Push Gateway API v1) for this hub's own
 * endpoints, without a request to anybody else: a homeserver posts what is new
 * together with an endpoint as its pushkey, and the hub pushes it there. */

/* One notification may hold a whole event, which has up to 64 KiB. */
#define PH_MATRIX_BODY_MAX (512 * 1024)

/* 404 for the other paths of this API. */
void ph_matrix_gateway_check (PhRequest *request);

/* GET, HEAD: how clients find out that the gateway is here. */
void ph_matrix_gateway_discover (PhRequest *request);

/* POST: a notification. 200, with the pushkeys that the homeserver shall never
 * use again, when the hub has it for at least one device. */
void ph_matrix_gateway_notify (PhRequest *request);
