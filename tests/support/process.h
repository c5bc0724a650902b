/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* Makes what @launcher starts end with this test, however that ends. */
void process_tie_to_test (GSubprocessLauncher *launcher);
