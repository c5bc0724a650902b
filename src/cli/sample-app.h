/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "cli/subscription-keys.h"
#include "cli/subscription.h"

/* How the sample app of `pushhub listen` is to behave, and misbehave. */
typedef struct
{
  PhSubscription subscription;    /* its connection is not set */
  const PhSubscriptionKeys *keys; /* for its pushes, or NULL: plain ones */
  int count;                      /* pushes after which it ends; 0 for no end */
  double timeout;  /* seconds after which it gives up; 0 for never */
  double slow;     /* seconds it takes to answer a push */
  gboolean no_ack; /* never answers a push */
  int crash_after; /* the push on which it crashes; 0 for never */
  char **exec;     /* the command to run for each push, or NULL */
  gboolean keep;   /* stays registered when it ends */
} PhSampleOptions;

/* Runs the app to its end.
 *
 * Returns: the exit status; what went wrong has been reported. */
int ph_sample_app_run (const PhSampleOptions *options);
