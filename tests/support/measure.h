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
