/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/server.h"
#include "support/fake-receiver.h"
#include "support/http.h"
#include "support/peer.h"

/* A hub on a database in memory with its server on any free port of
 * 127.0.0.1, one id of the client API, and one app that is a fake receiver. */
typedef struct
{
  PhSettings settings; /* may be changed */
  PhBounds bounds;
  PhTls *tls; /* NULL for plain HTTP */
  PhClock *clock;
  PhStore *store;
  PhHub *hub;
  PhServer *server;
  FakeReceiver *receiver;
  char *id;  /* of the client API */
  char *app; /* the identifier of the app's endpoint */
} ServerFixture;

/* For g_test_add (); @data is a PhBounds, or NULL for the usual ones. */
void server_fixture_set_up (ServerFixture *fixture, gconstpointer data);
void server_fixture_tear_down (ServerFixture *fixture, gconstpointer data);

/* Returns: (transfer full): the URL of @path and @name, which are just put
 * together. */
char *server_fixture_get_url (ServerFixture *fixture,
                              const char *path,
                              const char *name);

/* Sends one request without a body and waits for the answer. */
HttpReply *server_fixture_ask (ServerFixture *fixture,
                               const char *method,
                               const char *path,
                               const char *name);

/* Registers an app or an id of the client API. Returns: (transfer full): the
 * identifier of its endpoint. */
char *server_fixture_register (ServerFixture *fixture, PhRegistrationKind kind);

/* Removes the registration with this endpoint identifier and waits until that
 * is stored. */
void server_fixture_unregister (ServerFixture *fixture, const char *endpoint);
