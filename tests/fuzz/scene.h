/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/server-fixture.h"

/* A server with a hub, an app and an id of the client API, all gateways on, and
 * connections to it. One scene does for many inputs. */
typedef struct
{
  ServerFixture server;
  guint sockets; /* when no connection is open */

  GPtrArray *peers;   /* of Peer: the connections; the last one is sending */
  GByteArray *unsent; /* what it is going to send */

  guint accepted; /* pushes to the app, at most */
  char *message;  /* the identifier of the push accepted last, or "" */
} Scene;

Scene *scene_new (void);
void scene_free (Scene *scene);

/* Opens a connection for what is sent from now on. */
void scene_connect (Scene *scene);

/* The server gets to read what is there so far. */
void scene_send (Scene *scene);

/* The same, and it must answer the request or close the connection. It learns
 * that nothing more comes, unless its answer stays open. */
void scene_finish (Scene *scene);

/* All connections must have been answered as promised. They are closed, and the
 * server must do so, too. The app and an id are registered again, perhaps
 * another id, and nothing waits. */
void scene_end (Scene *scene);
