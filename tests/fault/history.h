/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* All that senders, apps and the hub's runs did in one round, as the harness
 * saw it; model.h says what must hold of it. */

/* An instant. Of two, the one with the lower number came first; 0 is never. */
typedef struct
{
  guint64 number;
  gint64 time; /* microseconds, monotonic */
} Moment;

/* How a sender's request ended. */
typedef enum
{
  PUSH_UNSENT,
  PUSH_UNDER_WAY,
  PUSH_ANSWERED,  /* with a status */
  PUSH_BROKEN,    /* the hub ended the connection without an answer */
  PUSH_ABANDONED, /* the sender did: the hub may still act on it, later */
} PushState;

typedef struct
{
  guint sender;
  guint app;
  guint number; /* the sender counts its pushes */
  guint32 ttl;
  GBytes *body;
  guint pause;     /* milliseconds before it is sent */
  gboolean cancel; /* the sender takes it back once it is accepted */
  guint topic;     /* of the app, 0 for none */

  /* All of its app's and its topic, itself among them; NULL without one. */
  GPtrArray *of_topic;

  PushState state;
  guint status;      /* once answered */
  char *location;    /* or NULL */
  Moment sent;       /* before the first octet */
  Moment answered;   /* after the last octet, or the connection's end */
  Moment cancelled;  /* its message URL's DELETE was answered with 204 */
  Moment earliest;   /* standing_get_earliest (), once asked for */
  GPtrArray *copies; /* Copy, as they arrived */
} Push;

/* What an app did with a call. */
typedef enum
{
  COPY_HELD, /* nothing, until now */
  COPY_ACKNOWLEDGED,
  COPY_FAILED, /* answered with an error */
  COPY_LOST,   /* left the bus without an answer */
} CopyState;

/* One arrival of a push at its app. */
typedef struct
{
  Push *push; /* NULL when these octets are no push's */
  guint run;
  guint version; /* of the connector interface */
  gboolean to_right_app;
  char *id;
  GBytes *body;
  Moment arrived;
  CopyState state;
  Moment answered;
} Copy;

/* How one run of the hub ended. */
typedef enum
{
  RUN_GOES_ON,
  RUN_ASKED,    /* SIGTERM */
  RUN_KILLED,   /* SIGKILL */
  RUN_LOST_BUS, /* answers of apps may be lost with it */
} RunEnd;

typedef struct
{
  RunEnd how;
  gboolean could_not_write; /* when it ended: it could not forget a push */
  Moment began;
  Moment asked; /* to end */
  Moment ended;
} Run;

typedef struct
{
  gint64 began;
  guint64 last_number;
  GPtrArray *pushes;  /* Push, in the order of their plan */
  GPtrArray *runs;    /* Run */
  GPtrArray *apps;    /* of GPtrArray of Copy, all that arrived at each */
  GHashTable *topics; /* of GPtrArray of Push */
} History;

History *history_new (guint n_apps);
void history_free (History *history);

/* This instant, after all those before. */
Moment history_now (History *history);

/* Adds a push that a sender will send, with @size octets in its body. */
Push *history_plan (History *history,
                    guint sender,
                    guint app,
                    guint32 ttl,
                    gsize size);

/* Gives @push, just planned, a topic of its app. */
void history_set_topic (History *history, Push *push, guint topic);

/* Adds an arrival now. Returns: (transfer none) */
Copy *
history_arrive (History *history, guint app, const char *id, GBytes *body);

/* The app did this with @copy now. */
void history_answer (History *history, Copy *copy, CopyState state);

/* A run of the hub begins. Returns: (transfer none) */
Run *history_begin_run (History *history);
Run *history_get_run (History *history, guint run);

/* Returns: (transfer full): the life of a push in lines for people. */
char *history_describe (History *history, Push *push);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (History, history_free)
