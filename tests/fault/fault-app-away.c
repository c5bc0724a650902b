/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/player.h"

#include <glib-unix.h>
#include <signal.h>

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

/* Not every app registers when it starts. Without a bus it waits for one. */
static void
come_back (Player *player)
{
  if (player->app != NULL || player->round->bus->daemon == NULL)
    return;

  player_appear (player);
  if (player->number % 2 == 0 && !player->round->plan->is_name_enough)
    player_register_again (player);
}

static void
end_exits (Round *round, Trouble *trouble)
{
  Player *player = trouble->victim;

  player->is_troubled = FALSE;
  come_back (player);
}

/* It hangs, exits with calls that it has not answered, and is back at once
 * without a word but its name, as all apps of this round. */
static void
shape_restarts (Plan *plan)
{
  plan->is_name_enough = TRUE;
}

static gboolean
begin_restarts (Round *round, Trouble *trouble)
{
  Player *player = take_victim (round, trouble);

  if (player == NULL)
    return FALSE;

  player->manner = PLAYER_HOLDS;
  return TRUE;
}

static void
end_restarts (Round *round, Trouble *trouble)
{
  Player *player = trouble->victim;

  player_exit (player);
  player->manner = PLAYER_ANSWERS;
  end_exits (round, trouble);
}

/* It exits, and the bus starts it again: the service's command sends this
 * program a signal. */
static gboolean
on_wake (gpointer user_data)
{
  Round *round = user_data;

  for (guint i = 0; i < round->players->len; i++)
    {
      Player *player = round->players->pdata[i];

      if (player->wake_source != 0)
        come_back (player);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
begin_starts (Round *round, Trouble *trouble)
{
  Player *player =
      round->bus->daemon != NULL ? take_victim (round, trouble) : NULL;

  if (player == NULL)
    return FALSE;

  player->wake_source = g_unix_signal_add (SIGUSR1, on_wake, round);
  bus_add_service_of_test (round->bus, player->name);
  player_exit (player);
  return TRUE;
}

static void
end_starts (Round *round, Trouble *trouble)
{
  Player *player = trouble->victim;

  g_clear_handle_id (&player->wake_source, g_source_remove);
  bus_remove_service (round->bus, player->name);
  end_exits (round, trouble);
}

const Fault fault_app_exits = {
  .name = "app-exits",
  .what = "an app leaves the bus, which cannot start it, and comes back",
  .weight = 1,
  .begin = begin_exits,
  .end = end_exits,
};

const Fault fault_app_restarts = {
  .name = "app-restarts",
  .what = "an app hangs, exits, and comes back without registering",
  .weight = 1,
  .shape = shape_restarts,
  .begin = begin_restarts,
  .end = end_restarts,
};

const Fault fault_app_starts = {
  .name = "app-starts",
  .what = "an app leaves the bus, which starts it for the next push",
  .weight = 1,
  .begin = begin_starts,
  .end = end_starts,
};
