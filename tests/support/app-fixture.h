/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/app.h"
#include "support/hub.h"

/* A hub that keeps its state and comes back to its port, and one app that is
 * registered with it. */
typedef struct
{
  Bus *bus;
  char *port;
  char *config; /* path of the configuration file */
  Hub *hub;
  App *app;
  char *endpoint;
} AppFixture;

#define APP_FIXTURE_NAME "org.example.Chat"
#define APP_FIXTURE_TOKEN "5f1b3c0e-6a55-4c8b-9d3f-0e1a2b3c4d5e"

typedef enum
{
  HUB_STAYS,
  HUB_RESTARTS,
  HUB_IS_KILLED,
} AppFixtureEnd;

/* Of a test; every member may be 0. */
typedef struct
{
  guint version; /* of the interfaces that the app speaks; 0 for 2 */
  AppFixtureEnd end;
  const char *config; /* text of the configuration file */
} AppFixtureCase;

/* For g_test_add (); @data is a const AppFixtureCase * or NULL. */
void app_fixture_set_up (AppFixture *fixture, gconstpointer data);
void app_fixture_tear_down (AppFixture *fixture, gconstpointer data);

/* The hub ends and begins again, or stays, as the case says. */
void app_fixture_go_through_end (AppFixture *fixture, gconstpointer data);

/* Takes the next event of the app, which must be a message of this text. */
void app_fixture_expect (AppFixture *fixture, const char *text);

/* Nothing has arrived that was not taken, and nothing waits. */
void app_fixture_expect_nothing_more (AppFixture *fixture);

/* The answer to DELETE of this push's message URL must have @status. */
void
app_fixture_expect_cancel (AppFixture *fixture, const char *id, guint status);
