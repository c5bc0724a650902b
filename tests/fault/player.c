/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/player.h"

#include "support/connector.h"
#include "support/register.h"

/* A late answer comes after this many milliseconds; the hub's grace time is
 * 50. */
#define LATE_MS 150

typedef struct
{
  Copy *copy;
  GDBusMethodInvocation *invocation; /* NULL: never to be answered */
} Call;

/* The answer is on its way to the bus before anything else can happen: a kill
 * of the hub that follows finds it there. */
static void
answer (Player *player, Call *call, CopyState state)
{
  player->app->manner = state == COPY_FAILED ? APP_FAILS : APP_ANSWERS;
  history_answer (player->round->history, call->copy, state);
  connector_answer (player->app, call->invocation);
  player->app->manner = APP_ANSWERS;
  g_free (call);
}

static gboolean
on_late (gpointer user_data)
{
  Player *player = user_data;
  Call *call =
      player->manner == PLAYER_LATE ? g_queue_pop_head (&player->held) : NULL;

  if (call != NULL)
    answer (player, call, COPY_ACKNOWLEDGED);
  return G_SOURCE_REMOVE;
}

static void
take_call (Player *player, Call *call)
{
  switch (player->manner)
    {
    case PLAYER_LATE:
      g_timeout_add (LATE_MS, on_late, player);
      g_queue_push_tail (&player->held, call);
      break;
    case PLAYER_HOLDS:
      g_queue_push_tail (&player->held, call);
      break;
    case PLAYER_SILENT:
      g_clear_object (&call->invocation);
      g_queue_push_tail (&player->held, call);
      break;
    case PLAYER_FAILS:
      answer (player, call, COPY_FAILED);
      break;
    case PLAYER_ANSWERS:
    default:
      answer (player, call, COPY_ACKNOWLEDGED);
    }
}

static void
on_message (App *app,
            AppEvent *event,
            GDBusMethodInvocation *invocation,
            gpointer user_data)
{
  Player *player = user_data;
  Call *call = g_new (Call, 1);

  call->invocation = invocation;
  call->copy = history_arrive (player->round->history, player->number,
                               event->text, event->body);
  call->copy->version = event->version;
  if (g_strcmp0 (event->token, player->token) != 0)
    call->copy->to_right_app = FALSE;
  app_event_free (event);
  take_call (player, call);
}

void
player_let_go (Player *player)
{
  Call *call;

  player->manner = PLAYER_ANSWERS;
  while ((call = g_queue_pop_head (&player->held)) != NULL)
    if (call->invocation != NULL)
      answer (player, call, COPY_ACKNOWLEDGED);
    else
      g_free (call);
}

void
player_appear (Player *player)
{
  player->app = app_new_absent (player->round->bus, player->name);
  player->app->message_func = on_message;
  player->app->user_data = player;
  app_appear (player->app);
}

static void
lose_calls (Player *player)
{
  Call *call;

  while ((call = g_queue_pop_head (&player->held)) != NULL)
    {
      history_answer (player->round->history, call->copy, COPY_LOST);
      g_clear_object (&call->invocation);
      g_free (call);
    }
}

/* What it has answered is answered: it goes to the bus first. */
void
player_exit (Player *player)
{
  if (player->app == NULL)
    return;

  g_dbus_connection_flush_sync (player->app->connection, NULL, NULL);
  g_clear_pointer (&player->app, app_free);
  lose_calls (player);
}

/* The hub may be gone, or its disk full: then it is as if the app had not
 * asked. */
static void
on_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
}

void
player_register_again (Player *player)
{
  GVariantDict dict;
  GVariant *args;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "service", "s", player->name);
  g_variant_dict_insert (&dict, "token", "s", player->token);
  args = player->version == 1 ?
             g_variant_new ("(sss)", player->name, player->token, "") :
             g_variant_new ("(@a{sv})", g_variant_dict_end (&dict));
  g_variant_dict_clear (&dict);
  g_dbus_connection_call (player->app->connection, distributor_get_name (),
                          "/org/unifiedpush/Distributor",
                          player->version == 1 ?
                              "org.unifiedpush.Distributor1" :
                              "org.unifiedpush.Distributor2",
                          "Register", args, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, on_registered, NULL);
}

Player *
player_new (Round *round, guint number, guint version)
{
  Player *player = g_new0 (Player, 1);

  player->round = round;
  player->number = number;
  player->version = version;
  player->name = g_strdup_printf ("org.example.App%u", number);
  player->token = g_strdup_printf ("token-%u", number);
  player_appear (player);
  player->endpoint = register_app (player->app, version, player->token);
  return player;
}

void
player_free (Player *player)
{
  player_exit (player);
  while (g_source_remove_by_user_data (player))
    ;
  g_free (player->name);
  g_free (player->token);
  g_free (player->endpoint);
  g_free (player);
}
