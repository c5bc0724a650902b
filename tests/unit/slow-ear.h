/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/error.h"
#include "hub/receiver.h"

/* A PhReceiver that only hears of endpoints, and answers when it is told to. */
#define SLOW_TYPE_EAR (slow_ear_get_type ())
G_DECLARE_FINAL_TYPE (SlowEar, slow_ear, SLOW, EAR, GObject)

SlowEar *slow_ear_new (void);

/* What is_available () says from now on; emits nothing. */
void slow_ear_set_available (SlowEar *ear, gboolean available);

/* Answers the call under way: with success, or as @code says. */
void slow_ear_take (SlowEar *ear);
void slow_ear_refuse (SlowEar *ear, PhError code);

/* How often it was called. */
guint slow_ear_get_calls (SlowEar *ear);
