/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/hub-fixture.h"
#include "support/session-fixture.h"

/* A hub with a fake receiver, and a bus to reach it by. */
typedef struct
{
  HubFixture hub;
  SessionFixture session;
} EdgeFixture;

/* For g_test_add (). */
void edge_fixture_set_up (EdgeFixture *fixture, gconstpointer data);
void edge_fixture_tear_down (EdgeFixture *fixture, gconstpointer data);
