/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/fault.h"

static const Fault *const faults[] = {
  &fault_kill,
  &fault_kill_in_store,
  &fault_term,
  &fault_bus,
  &fault_app_exits,
  &fault_app_restarts,
  &fault_app_starts,
  &fault_app_hangs,
  &fault_app_fails,
  &fault_app_late,
  &fault_app_silent,
  &fault_disk_full,
  &fault_disk_read_only,
  &fault_disk_slow,
  &fault_file_size,
  &fault_descriptors,
  &fault_clock,
  &fault_sender_stalls,
  &fault_sender_hangs_up,
  &fault_sender_pipelines,
  &fault_slow_readers,
  &fault_many_pushes,
  &fault_many_registrations,
  NULL,
};

const Fault *
fault_find (const char *name)
{
  for (const Fault *const *fault = faults; *fault != NULL; fault++)
    if (g_str_equal ((*fault)->name, name))
      return *fault;
  return NULL;
}

const Fault *const *
fault_list (void)
{
  return faults;
}
