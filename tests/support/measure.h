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

/* Milliseconds on a processor that the process uses in the next second. */
gint64 measure_second (int pid);

/* Waits until the process has at most @most descriptors open. No event tells
 * when another process closes one, so this looks again and again. */
void measure_wait_for_descriptors (int pid, guint most);

/* The same, until it has at least @least. */
void measure_wait_for_more_descriptors (int pid, guint least);
