/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* What a process uses now, from /proc. */

/* Resident size in octets. */
gint64 measure_resident (int pid);

/* Open file descriptors. */
guint measure_descriptors (int pid);

/* Waits until the process has at most @most descriptors open. No event tells
 * when another process closes one, so this looks again and again. */
void measure_wait_for_descriptors (int pid, guint most);
