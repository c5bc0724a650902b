/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/hub.h"
#include "support/hub-fixture.h"

/* What the tests of the life of a push share. */

/* Pushes with a TTL of a minute and @topic, which may be NULL. Returns:
 * (transfer full): the push's identifier, once it is safe. */
char *life_push (HubFixture *fixture, const char *body, const char *topic);

/* The same without topic. */
void life_push_with_urgency (HubFixture *fixture,
                             const char *body,
                             PhUrgency urgency);

/* The app is like this from now on. */
void life_become (HubFixture *fixture, FakeManner manner);

/* The app answers the oldest call; what follows of it has happened then. */
void life_answer (HubFixture *fixture, gboolean acknowledge);

/* The app is there again, and takes what waits: @taken in all. */
void life_expect_taken (HubFixture *fixture, const char *taken);

/* The last that happened to the push @id. */
void
life_expect_last_step (HubFixture *fixture, const char *id, PhEventStep step);
