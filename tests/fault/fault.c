/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/fault.h"

static const Fault *const faults[] = {
  &fault_kill,      &fault_term,       &fault_bus,
  &fault_app_exits, &fault_app_hangs,  &fault_app_fails,
  &fault_app_late,  &fault_app_silent, NULL,
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
