/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/bus.h"

/* What happened to an app, in the order in which it saw it. */
typedef enum
{
  APP_REPLY,        /* the answer to register_send () */
  APP_NEW_ENDPOINT, /* text is the endpoint */
  APP_MESSAGE,
  APP_UNREGISTERED,
} AppEventKind;

typedef struct
{
  AppEventKind kind;
  guint version; /* of the connector or distributor interface */
  char *token;   /* APP_REPLY: the result word */
  char *text;    /* APP_REPLY: the reason; APP_MESSAGE: its identifier */
  GBytes *body;  /* APP_MESSAGE */
} AppEvent;

/* How an app answers calls. */
typedef enum
{
  APP_ANSWERS,       /* as specified */
  APP_ANSWERS_EMPTY, /* without the id, as the Flutter connector does */
  APP_FAILS,         /* with an error of its own */
  APP_HOLDS,         /* not before app_let_go () */
} AppManner;

struct _App;

/* Takes a message in place of the queue: @event and @invocation are its own
 * from then on. */
typedef void (*AppMessageFunc) (struct _App *app,
                                AppEvent *event,
                                GDBusMethodInvocation *invocation,
                                gpointer user_data);

/* An app that speaks both versions of the connector interface, on a connection
 * of its own. It takes calls while the main context turns. */
typedef struct _App
{
  GDBusConnection *connection;
  GDBusInterfaceSkeleton *connectors[2];
  char *name;
  AppManner manner;
  GQueue events; /* AppEvent, not yet taken */
  GQueue held;   /* GDBusMethodInvocation */

  AppMessageFunc message_func; /* or NULL */
  gpointer user_data;
} App;

/* Makes an app that owns @name. */
App *app_new (Bus *bus, const char *name);

/* The same, but it does not own @name before app_appear (). */
App *app_new_absent (Bus *bus, const char *name);

/* Leaves the bus without a word. */
void app_free (App *app);

/* Takes up and gives up the app's name: the app starts and ends. */
void app_appear (App *app);
void app_leave (App *app);

/* Takes in all that the bus has for the app and drops every event. */
void app_forget (App *app);

/* Answers all that is held, in order, and what comes from now on. */
void app_let_go (App *app);

/* Returns: (transfer full): the next event, waiting for it. */
AppEvent *app_take_any (App *app);

/* The same; it must be of @kind. */
AppEvent *app_take (App *app, AppEventKind kind);

/* Takes the next event, which must be a message with this token and exactly
 * these octets; @size -1 for text. */
void app_expect_message (App *app,
                         const char *token,
                         gconstpointer body,
                         gssize size);

/* Takes the next event, which must be a NewEndpoint call of the connector
 * interface @version. Returns: (transfer full): the endpoint. */
char *app_expect_endpoint (App *app, guint version, const char *token);

/* Takes the next event, which must be an Unregistered call. */
void app_expect_unregistered (App *app, guint version, const char *token);

/* Notes that something happened to the app. */
AppEvent *
app_add_event (App *app, AppEventKind kind, guint version, const char *token);

void app_event_free (AppEvent *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (App, app_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppEvent, app_event_free)
