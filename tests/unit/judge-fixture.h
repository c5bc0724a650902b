/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/server-fixture.h"

/* A hub whose judge is looked at: what it answers, and what the timeline tells
 * of the last push. */
typedef struct
{
  ServerFixture server;
  char *url;       /* of the endpoint */
  GString *steps;  /* "received judged " */
  char *judged;    /* the rules of the last "judged", or NULL */
  char *refused;   /* the detail of the last "refused", or NULL */
  GBytes *message; /* an encrypted one */
} JudgeFixture;

/* For g_test_add (). */
void judge_fixture_set_up (JudgeFixture *fixture, gconstpointer data);
void judge_fixture_tear_down (JudgeFixture *fixture, gconstpointer data);

/* From now on. */
void judge_fixture_set_strictness (JudgeFixture *fixture,
                                   PhStrictness strictness);

/* Forgets what the timeline has told. */
void judge_fixture_forget (JudgeFixture *fixture);

/* Header fields: names and values, NULL where there are no more. */
typedef const char *Fields[8];

/* As a library sends them with an encrypted message. */
extern const Fields judge_fixture_right;

/* Forgets, then pushes and waits for the answer. */
HttpReply *judge_fixture_push (JudgeFixture *fixture,
                               const char *method,
                               GBytes *body,
                               const char *const *fields);
HttpReply *judge_fixture_push_text (JudgeFixture *fixture,
                                    const char *text,
                                    const char *const *fields);

/* The last push was refused for @rule, and the answer says so. */
void judge_fixture_expect_refusal (JudgeFixture *fixture,
                                   const HttpReply *reply,
                                   guint status,
                                   const char *rule);
