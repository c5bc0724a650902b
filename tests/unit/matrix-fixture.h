/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/server-fixture.h"

/* A homeserver's side of the Matrix push gateway. */

/* The members of a notification, and the push message that becomes of them. */
#define EVENT "\"event_id\":\"$a\""
#define OTHER_EVENT "\"event_id\":\"$b\""
#define MESSAGE(members) "{\"notification\":{" members "}}"

/* Returns: (transfer full): the URL of an endpoint as a JSON string. */
char *matrix_get_pushkey (ServerFixture *fixture, const char *endpoint);

/* Makes another app. Returns: (transfer full): its endpoint's identifier. */
char *
matrix_register (ServerFixture *fixture, const char *token, const char *vapid);

/* Posts a notification with these members for @pushkeys, JSON strings. */
HttpReply *matrix_notify (ServerFixture *fixture,
                          const char *members,
                          const char *const *pushkeys);

/* The same; the answer must be 200 with @rejected, items of a JSON array. */
void matrix_expect (ServerFixture *fixture,
                    const char *members,
                    const char *const *pushkeys,
                    const char *rejected);

/* The same two with the pushkeys as the last arguments. */
#define NOTIFY(fixture, members, ...)                                          \
  matrix_notify (fixture, members, (const char *const[]){ __VA_ARGS__, NULL })
#define CHECK(fixture, members, rejected, ...)                                 \
  matrix_expect (fixture, members, (const char *const[]){ __VA_ARGS__, NULL }, \
                 rejected)

/* What the apps have got so far. */
void matrix_expect_taken (ServerFixture *fixture, const char *text);

/* How many pushes wait. */
guint matrix_count_waiting (ServerFixture *fixture);
