/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/fault.h"

#include <gio/gio.h>

/* The octets of a request, as long as they are one. From the first fault on the
 * reader gets no more, only the end, and who watches the input is told: libsoup
 * would go on with what it made of them, or end the connection without an
 * answer. What follows the request is passed on. */
#define PH_TYPE_REQUEST_INPUT (ph_request_input_get_type ())
G_DECLARE_FINAL_TYPE (PhRequestInput,
                      ph_request_input,
                      PH,
                      REQUEST_INPUT,
                      GInputStream)

/* Called once, from the main loop, before its other sources. */
typedef void (*PhRequestInputFunc) (PhFault fault, gpointer user_data);

/* @base can be polled, and is read by nobody else. */
PhRequestInput *ph_request_input_new (GInputStream *base);

/* @func is called when there is a fault; NULL ends that. */
void ph_request_input_watch (PhRequestInput *input,
                             PhRequestInputFunc func,
                             gpointer user_data);

/* Between the head and the first octet of the body: it comes in chunks, and
 * they are looked at, too. */
void ph_request_input_expect_chunks (PhRequestInput *input);
