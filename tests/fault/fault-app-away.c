/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/player.h"

/* An app that is not there: the bus cannot start it, or can. */

static Player *
take_victim (Round *round, Trouble *trouble)
{
  Player *player = round->players->pdata[trouble->choice % round->players->len];

  if (player->is_troubled || player->app == NULL)
    return NULL;

  player->is_troubled = TRUE;
  trouble->victim = player;
  return player;
}

/* It exits, maybe with calls that it has not answered, and is not there until
 * the trouble ends. */
static gboolean
begin_exits (Round *round, Trouble *trouble)
{
  Player *player = take_victim (round, trouble);

  if (player == NULL)
    return FALSE;

  player_exit (player);
  return TRUE;
}

/* Not every app registers when it starts. */
static void
come_back (Round *round, Trouble *trouble)
{
  Player *player = trouble->victim;

  player->is_troubled = FALSE;
  if (player->app != NULL || round->bus->daemon == NULL)
    return;

  player_appear (player);
  if (trouble->choice % 2 == 0)
    player_register_again (player);
}

const Fault fault_app_exits = {
  .name = "app-exits",
  .what = "an app leaves the bus, which cannot start it, and comes back",
  .everyday = TRUE,
  .begin = begin_exits,
  .end = come_back,
};
