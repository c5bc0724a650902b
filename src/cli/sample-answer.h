/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "cli/sample-app.h"
#include "cli/sample-connector.h"

/* Answers @arrival (transfer full) as @options say: now, late or never.
 * @ended is called as soon as nothing more will be done about it. */
void ph_sample_answer (PhArrival *arrival,
                       const PhSampleOptions *options,
                       GSourceOnceFunc ended,
                       gpointer user_data);
