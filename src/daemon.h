/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "assembly.h"

/* The process that is the hub: connects to the session bus, takes the session's
 * lock, has the assembly built, takes the name for apps, says that it is ready
 * and runs the main loop until a signal, the end of the bus, an error or
 * another hub ends it.
 *
 * The lock is taken before anything is built; the name for apps comes last and
 * goes first, so that no app can call half a hub. Reports what goes wrong.
 *
 * Takes @assembly, of which nothing is built. With @replace a hub that is
 * running has to give way. Returns: the exit status. */
int ph_daemon_run (PhAssembly *assembly, gboolean replace);
