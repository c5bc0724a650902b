/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/listener.h"
#include "support/peer.h"

/* A SoupServer of the test's own behind a PhListener, on any free port: for
 * the parts of http that are told of a message. */
typedef struct _SoupFixture SoupFixture;

/* @message is one of the server's, @socket that of its connection. */
typedef void (*SoupFixtureFunc) (SoupFixture *fixture,
                                 SoupServerMessage *message,
                                 GSocket *socket);

struct _SoupFixture
{
  SoupServer *soup;
  GPtrArray *sockets;
  PhListener *listener;
  char *address; /* for peer_open () */

  /* What to do at the start of a request, when its headers are there, and
   * when all of it is; each may be NULL. */
  SoupFixtureFunc started;
  SoupFixtureFunc judge;
  SoupFixtureFunc answer;

  /* Of the request that was started last; its connection's. */
  GSocket *socket;

  gpointer data; /* the test's */
};

/* For g_test_add (). */
void soup_fixture_set_up (SoupFixture *fixture, gconstpointer data);
void soup_fixture_tear_down (SoupFixture *fixture, gconstpointer data);
