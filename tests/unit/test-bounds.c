/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/bounds.h"

#include <sys/resource.h>

static void
check (guint64 descriptors, guint connections, guint streams)
{
  PhBounds bounds;

  ph_bounds_init (&bounds, descriptors);
  g_assert_cmpuint (bounds.connections, ==, connections);
  g_assert_cmpuint (bounds.streams, ==, streams);
  g_assert_cmpuint (bounds.bodies, ==, PH_BOUNDS_BODIES);
  g_assert_cmpuint (bounds.again_ms, ==, PH_BOUNDS_AGAIN_MS);
  g_assert_cmpuint (bounds.arrival_ms, ==, PH_BOUNDS_ARRIVAL_MS);
}

static void
test_enough (void)
{
  check (G_MAXUINT64, PH_BOUNDS_CONNECTIONS, PH_BOUNDS_STREAMS);
  check (20000, PH_BOUNDS_CONNECTIONS, PH_BOUNDS_STREAMS);
}

/* Some are always left for what is no connection. */
static void
test_too_few (void)
{
  check (4096, 512, 4096 - 64 - 512);
  check (1024, 480, 480);
  check (65, 1, 1);
  check (0, 1, 1);
}

static void
test_raise (void)
{
  struct rlimit before;
  struct rlimit limit;

  getrlimit (RLIMIT_NOFILE, &before);
  limit = before;
  limit.rlim_cur = 100;
  g_assert_no_errno (setrlimit (RLIMIT_NOFILE, &limit));
  g_assert_cmpuint (ph_bounds_raise_descriptors (), ==, before.rlim_max);
  getrlimit (RLIMIT_NOFILE, &limit);
  g_assert_cmpuint (limit.rlim_cur, ==, before.rlim_max);
  setrlimit (RLIMIT_NOFILE, &before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bounds/enough", test_enough);
  g_test_add_func ("/bounds/too-few", test_too_few);
  g_test_add_func ("/bounds/raise", test_raise);
  return g_test_run ();
}
