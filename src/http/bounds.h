/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* How much a server holds at once, and how long it waits. */
typedef struct
{
  guint connections; /* whose requests are arriving or being answered */
  guint streams;     /* open listeners of the client API, not counted above */
  gsize bodies;      /* octets of all bodies that are larger than a push */
  guint arrival_ms;  /* from a connection's start until its request is whole */
  guint again_ms;    /* before the first of what http/matrix-again.h does */
} PhBounds;

#define PH_BOUNDS_CONNECTIONS 512
#define PH_BOUNDS_STREAMS 16384
#define PH_BOUNDS_BODIES (16 * 1024 * 1024)
#define PH_BOUNDS_ARRIVAL_MS (30 * 1000)
#define PH_BOUNDS_AGAIN_MS (15 * 1000)

/* The limits above for a process that may have @descriptors file descriptors;
 * less of the first two when there are too few, so that the connections never
 * take those that the bus and the database need. */
void ph_bounds_init (PhBounds *bounds, guint64 descriptors);

/* Lets this process have as many descriptors as it may ask for. Not for one
 * that starts others: what uses select () there would not know what to do
 * with a descriptor beyond 1023.
 *
 * Returns: how many it may have now */
guint64 ph_bounds_raise_descriptors (void);
