/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/clock.h"

#include <time.h>

struct _PhClock
{
  gint64 offset;   /* from the boot clock to the hub's time */
  gint64 advanced; /* what a test has added to the boot clock */
};

static gint64
boot_time (void)
{
  struct timespec now = { 0 };

  clock_gettime (CLOCK_BOOTTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

PhClock *
ph_clock_new (void)
{
  PhClock *clock = g_new0 (PhClock, 1);

  clock->offset = g_get_real_time () - boot_time ();
  return clock;
}

void
ph_clock_free (PhClock *clock)
{
  g_free (clock);
}

gint64
ph_clock_now (const PhClock *clock)
{
  return boot_time () + clock->advanced + clock->offset;
}

gint64
ph_clock_get_offset (const PhClock *clock)
{
  return clock->offset;
}

void
ph_clock_set_offset (PhClock *clock, gint64 offset)
{
  clock->offset = offset;
}

char *
ph_clock_name_boot (void)
{
  char *name = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &name, NULL,
                            NULL))
    return NULL;

  return g_strchomp (name);
}

void
ph_clock_advance (PhClock *clock, gint64 microseconds)
{
  g_return_if_fail (microseconds >= 0);

  clock->advanced += microseconds;
}
