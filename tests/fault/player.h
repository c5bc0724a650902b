/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/round.h"
#include "support/app.h"

/* How an app that is played takes messages. */
typedef enum
{
  PLAYER_ANSWERS,
  PLAYER_HOLDS,  /* no answer before player_let_go () */
  PLAYER_FAILS,  /* an error of its own */
  PLAYER_LATE,   /* an answer well after the hub's grace time */
  PLAYER_SILENT, /* never an answer */
} PlayerManner;

/* An app with one registration. It writes what arrives and how it answers into
 * the round's history. */
typedef struct
{
  Round *round;
  guint number;
  guint version;
  char *name;
  char *token;
  char *endpoint;
  App *app; /* NULL while it does not run */
  PlayerManner manner;
  GQueue held; /* of calls without an answer yet */
  gboolean is_troubled;
  guint wake_source; /* while the bus can start it */
} Player;

/* Makes one that runs and is registered. */
Player *player_new (Round *round, guint number, guint version);
void player_free (Player *player);

/* Leaves the bus, with all calls unanswered; and comes back. */
void player_exit (Player *player);
void player_appear (Player *player);

/* Registers again, as apps do when they start. */
void player_register_again (Player *player);

/* Answers all that is held, and what comes from now on. */
void player_let_go (Player *player);
