/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/shim-control.h"
#include "support/hub.h"
#include "support/register.h"

/* A bus, a hub whose disk obeys the test, and an app that is registered. */
typedef struct
{
  Bus *bus;
  ShimBlock *shim;
  char *port;
  Hub *hub;           /* NULL while none runs */
  gboolean has_ended; /* the last one that was started */
  App *app;
  char *endpoint;
} DiskFixture;

#define DISK_APP "org.example.Chat"
#define DISK_TOKEN "token"

/* For g_test_add (). */
void disk_fixture_set_up (DiskFixture *fixture, gconstpointer data);
void disk_fixture_tear_down (DiskFixture *fixture, gconstpointer data);

/* Starts a hub on the same port with the same state. */
void disk_fixture_start (DiskFixture *fixture);

/* Asks the hub to end, which it does well; it may have warned of its disk. */
void disk_fixture_stop (DiskFixture *fixture);

/* No hub runs: its database must be whole. */
void disk_fixture_check_integrity (DiskFixture *fixture);
