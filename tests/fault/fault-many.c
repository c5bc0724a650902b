/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/player.h"
#include "support/http.h"
#include "support/register.h"

#include <stdlib.h>
#include <string.h>

/* More than anybody needs: the hub must bear it all the same. */

#define PUSHES 100000

/* A registration has a limit of its own for what waits. */
#define PUSHES_PER_SENDER 500

#define REGISTRATIONS 10000

/* So many are registered at once; the bus has a limit too. */
#define AT_ONCE 100

/* Every so many of them is pushed to at the end. */
#define SAMPLE 500

#define MANY "org.example.Many"

/* Many pushes: two hundred apps leave, and come back when all their pushes
 * wait. */

static void
shape_pushes (Plan *plan)
{
  plan->n_senders = PUSHES / PUSHES_PER_SENDER;
  plan->n_apps = plan->n_senders;
  plan->n_pushes = PUSHES_PER_SENDER;
  plan->pause = 0;
  plan->is_plain = TRUE;
  plan_begin_with (plan, &fault_many_pushes);
}

static gboolean
begin_pushes (Round *round, Trouble *trouble)
{
  for (guint i = 0; i < round->players->len; i++)
    if (((const Player *) round->players->pdata[i])->is_troubled)
      return FALSE;

  for (guint i = 0; i < round->players->len; i++)
    {
      Player *player = round->players->pdata[i];

      player->is_troubled = TRUE;
      player_exit (player);
    }
  return TRUE;
}

/* They come back with all that is put in order when the senders are done. */
static void
end_pushes (Round *round, Trouble *trouble)
{
}

/* Many registrations: of one app that then exits, with one token each. */

static void
shape_registrations (Plan *plan)
{
  plan_begin_with (plan, &fault_many_registrations);
}

static void
take_registrations (App *app, char **endpoints, guint n)
{
  while (n > 0)
    {
      g_autoptr (AppEvent) event = app_take_any (app);

      if (event->kind != APP_NEW_ENDPOINT)
        continue;
      endpoints[atoi (event->token)] = g_steal_pointer (&event->text);
      n--;
    }
}

static gboolean
begin_registrations (Round *round, Trouble *trouble)
{
  g_autoptr (App) app = NULL;
  char **endpoints;

  if (round->hub == NULL || round->has_many)
    return FALSE;

  app = app_new (round->bus, MANY);
  endpoints = g_new0 (char *, REGISTRATIONS + 1);
  for (guint i = 0; i < REGISTRATIONS; i++)
    {
      g_autofree char *token = g_strdup_printf ("%u-many", i);

      register_send (app, 2, token, NULL, NULL);
      if (i % AT_ONCE == AT_ONCE - 1)
        take_registrations (app, endpoints, AT_ONCE);
    }
  round->has_many = TRUE;
  trouble->victim = endpoints;
  return TRUE;
}

static void
end_registrations (Round *round, Trouble *trouble)
{
}

/* An app whose answer did not reach the hub is told its endpoint once more. */
static AppEvent *
take_message (App *app, char **endpoints)
{
  for (;;)
    {
      g_autoptr (AppEvent) event = app_take_any (app);

      if (event->kind == APP_MESSAGE)
        return g_steal_pointer (&event);
      g_assert_cmpint (event->kind, ==, APP_NEW_ENDPOINT);
      g_assert_cmpstr (event->text, ==, endpoints[atoi (event->token)]);
    }
}

/* Whatever has happened meanwhile: each endpoint still leads to its token. */
static void
finish_registrations (Round *round, Trouble *trouble)
{
  g_autoptr (App) app = app_new (round->bus, MANY);
  g_auto (GStrv) endpoints = trouble->victim;

  for (guint i = 0; i < REGISTRATIONS; i += SAMPLE)
    {
      g_autofree char *token = g_strdup_printf ("%u-many", i);

      g_autoptr (AppEvent) event = NULL;

      g_free (http_push (endpoints[i], token, -1));
      event = take_message (app, endpoints);
      g_assert_cmpstr (event->token, ==, token);
      g_assert_cmpmem (g_bytes_get_data (event->body, NULL),
                       g_bytes_get_size (event->body), token, strlen (token));
    }
}

const Fault fault_many_pushes = {
  .name = "many-pushes",
  .what = "100,000 pushes wait; the round takes minutes",
  .shape = shape_pushes,
  .begin = begin_pushes,
  .end = end_pushes,
};

const Fault fault_many_registrations = {
  .name = "many-registrations",
  .what = "there are 10,000 registrations more",
  .shape = shape_registrations,
  .begin = begin_registrations,
  .end = end_registrations,
  .finish = finish_registrations,
};
