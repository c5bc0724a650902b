/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/hub.h"

/* A throw-away hub with one endpoint of the client API, for tests of what
 * application servers see. For g_test_add (). */
typedef struct
{
  Bus *bus;
  Hub *hub;
  char *id;
  char *endpoint;
} PushFixture;

void push_fixture_set_up (PushFixture *fixture, gconstpointer data);
void push_fixture_tear_down (PushFixture *fixture, gconstpointer data);
