/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

/* The verb that is the hub. Returns the exit status. */
int ph_serve_run (int argc, char **argv);
