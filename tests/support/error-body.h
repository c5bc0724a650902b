/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/http.h"

/* The answer must have @status and, in JSON, the five things that every error
 * says (section 2.8 of the HTTP contract). */
void error_body_expect (HttpReply *reply, guint status);
