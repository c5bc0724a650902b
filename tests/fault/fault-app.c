/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/player.h"

/* An app that takes its messages badly. */

/* One app has one trouble at a time. Returns: whether it may have this one. */
static gboolean
begin_with (Player *player, Trouble *trouble, PlayerManner manner)
{
  if (player->is_troubled || player->app == NULL)
    return FALSE;

  player->is_troubled = TRUE;
  player->manner = manner;
  trouble->victim = player;
  return TRUE;
}

static gboolean
begin (Round *round, Trouble *trouble, PlayerManner manner)
{
  guint victim = trouble->choice % round->players->len;

  return begin_with (round->players->pdata[victim], trouble, manner);
}

static void
end (Round *round, Trouble *trouble)
{
  Player *player = trouble->victim;

  player_let_go (player);
  player->is_troubled = FALSE;
}

static gboolean
begin_hanging (Round *round, Trouble *trouble)
{
  return begin (round, trouble, PLAYER_HOLDS);
}

static gboolean
begin_failing (Round *round, Trouble *trouble)
{
  return begin (round, trouble, PLAYER_FAILS);
}

static gboolean
begin_late (Round *round, Trouble *trouble)
{
  return begin (round, trouble, PLAYER_LATE);
}

/* Version 2 must answer; version 1 need not. */
static gboolean
begin_silent (Round *round, Trouble *trouble)
{
  for (guint i = 0; i < round->players->len; i++)
    {
      Player *player = round->players->pdata[i];

      if (player->version == 1)
        return begin_with (player, trouble, PLAYER_SILENT);
    }
  return FALSE;
}

/* An app that has failed registers again when it is well: the hub waits for
 * that, or for the end of a pause that is longer than a round. */
static void
end_failing (Round *round, Trouble *trouble)
{
  Player *player = trouble->victim;

  end (round, trouble);
  if (player->app != NULL && !round->plan->is_name_enough)
    player_register_again (player);
}

const Fault fault_app_hangs = {
  .name = "app-hangs",
  .what = "an app holds its answers, then lets them go",
  .weight = 1,
  .begin = begin_hanging,
  .end = end,
};

const Fault fault_app_fails = {
  .name = "app-fails",
  .what = "an app answers errors",
  .weight = 1,
  .begin = begin_failing,
  .end = end_failing,
};

const Fault fault_app_late = {
  .name = "app-late",
  .what = "an app answers later than the hub's grace time",
  .weight = 1,
  .begin = begin_late,
  .end = end,
};

const Fault fault_app_silent = {
  .name = "app-silent",
  .what = "a version 1 app never answers",
  .weight = 1,
  .begin = begin_silent,
  .end = end,
};
