/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/app.h"

/* The half of an app that is called: both connector interfaces. */

/* Exports them on the app's connection; every call becomes an event. */
void connector_export (App *app);

/* Answers one call in the app's manner. Always TRUE, for the handlers. */
gboolean connector_answer (App *app, GDBusMethodInvocation *invocation);
