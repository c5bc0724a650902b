/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/receiver.h"

/* A PhReceiver that does what a test says and remembers what it was given. */
#define FAKE_TYPE_RECEIVER (fake_receiver_get_type ())
G_DECLARE_FINAL_TYPE (FakeReceiver, fake_receiver, FAKE, RECEIVER, GObject)

typedef enum
{
  FAKE_ACKNOWLEDGES,
  FAKE_KEEPS_SILENT, /* until fake_receiver_answer () */
  FAKE_FAILS,
  FAKE_IS_ABSENT, /* unreachable, and unavailable from then on */
} FakeManner;

FakeReceiver *fake_receiver_new (void);

/* From now on. Any manner but the last makes it available. */
void fake_receiver_set_manner (FakeReceiver *receiver, FakeManner manner);

/* Deliveries at once; 1 at first. */
void fake_receiver_set_window (FakeReceiver *receiver, guint window);

/* Answers the oldest delivery it has kept silent about. */
void fake_receiver_answer (FakeReceiver *receiver, gboolean acknowledge);

/* The oldest delivery it has kept silent about has found nobody, but somebody
 * has come since. */
void fake_receiver_appear (FakeReceiver *receiver);

/* What was acknowledged, as one string with spaces between. */
const char *fake_receiver_get_taken (FakeReceiver *receiver);

/* How often it was called, whatever came of it. */
guint fake_receiver_get_calls (FakeReceiver *receiver);

/* Returns: (nullable): the endpoint it was told last. */
const char *fake_receiver_get_endpoint (FakeReceiver *receiver);

/* How often it was told that it was unregistered. */
guint fake_receiver_get_goodbyes (FakeReceiver *receiver);
