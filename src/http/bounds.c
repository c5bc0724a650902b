/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/bounds.h"

#include <sys/resource.h>

/* For all that is no connection: two buses, the database, what listens, the
 * loops. They are fewer than twenty. */
#define RESERVED 64

void
ph_bounds_init (PhBounds *bounds, guint64 descriptors)
{
  guint64 left = descriptors > RESERVED ? descriptors - RESERVED : 0;

  left = MAX (left, 2);
  bounds->connections = (guint) MIN (left / 2, PH_BOUNDS_CONNECTIONS);
  bounds->streams = (guint) MIN (left - bounds->connections, PH_BOUNDS_STREAMS);
  bounds->bodies = PH_BOUNDS_BODIES;
  bounds->arrival_ms = PH_BOUNDS_ARRIVAL_MS;
  bounds->again_ms = PH_BOUNDS_AGAIN_MS;
}

guint64
ph_bounds_raise_descriptors (void)
{
  struct rlimit limit = { 0 };
  rlim_t before;

  getrlimit (RLIMIT_NOFILE, &limit);
  before = limit.rlim_cur;
  limit.rlim_cur = limit.rlim_max;
  return setrlimit (RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : before;
}
