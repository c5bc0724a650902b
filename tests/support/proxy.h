/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/https-fixture.h"

/* A web server in front of a hub, both as the manual page wants them but for
 * ports, names and certificates. */
typedef struct
{
  const char *program; /* "nginx" or "caddy" */
  const char *server;  /* its recipe, "nginx with a path" */
  const char *hub;     /* the hub's */
  const char *name;    /* the host in both */
} ProxyCase;

typedef struct
{
  Bus *bus;
  DevCertificate *files;
  Hub *hub;   /* NULL when the machine has no such web server */
  guint idle; /* descriptors of the hub when nobody is connected */
  Program *server;
  char *address; /* what the web server listens on */
  char *origin;  /* of the public URL */
} ProxyFixture;

/* The bearer token of the hub's client API. */
#define PROXY_TOKEN "open-sesame"

/* For g_test_add (); @data is a const ProxyCase *. Skips the test, and leaves
 * the hub NULL, on a machine without the program. */
void proxy_fixture_set_up (ProxyFixture *fixture, gconstpointer data);
void proxy_fixture_tear_down (ProxyFixture *fixture, gconstpointer data);
