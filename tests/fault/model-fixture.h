/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/history.h"

/* A history made by hand, for tests of the model. */
typedef struct
{
  History *history;
} ModelFixture;

#define HOUR 3600

/* For g_test_add (). */
void model_fixture_set_up (ModelFixture *fixture, gconstpointer data);
void model_fixture_tear_down (ModelFixture *fixture, gconstpointer data);

/* Makes time pass: @moment was so long before. */
void model_fixture_age (Moment *moment, gint64 seconds);

/* A push to the first app is sent and answered; @status 0 for the end of the
 * connection. */
Push *model_fixture_push (ModelFixture *fixture, guint32 ttl, guint status);

/* It arrives there, and the app does this. */
Copy *
model_fixture_arrive (ModelFixture *fixture, Push *arriving, CopyState state);

/* The hub ends like this, and begins again. */
void model_fixture_end_run (ModelFixture *fixture, RunEnd how);

/* Exactly this must be complained of, first; NULL for nothing at all. */
void model_fixture_expect (ModelFixture *fixture, const char *sentence);
