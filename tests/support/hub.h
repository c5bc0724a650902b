/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/program.h"

/* A running `pushhub serve`. */
typedef struct
{
  Bus *bus;
  Program *program;
  char *base_url;
  char *bus_name;
  char *port; /* part of the base URL */
  int pid;
} Hub;

/* Starts a hub on any free port, unless the options up to NULL say otherwise,
 * and waits until it says that it is ready. */
Hub *hub_start (Bus *bus, ...) G_GNUC_NULL_TERMINATED;

/* Ends it with SIGTERM; it must exit with 0 and have warned of nothing. Frees
 * @hub. */
void hub_stop (Hub *hub);

/* Ends it with SIGKILL. Frees @hub. */
void hub_kill (Hub *hub);

/* Returns: (transfer full): a free port that the kernel gives to nobody who
 * asks for any port, so that a hub can come back to it. */
char *hub_choose_port (void);

/* The hub has ended: waits until the bus knows, and has taken in all that the
 * hub had sent. */
void hub_wait_for_silence (Hub *hub);

/* Fails the test when the hub has said anything of the levels warning or
 * critical. */
void hub_check_log (Hub *hub);

/* Returns: (transfer full): the URL of @path, which begins with a slash. */
char *hub_get_url (Hub *hub, const char *path);

void hub_free (Hub *hub);

/* The distributor under test for what every distributor must do: the command
 * PUSHHUB_TEST_COMMAND, which owns the name PUSHHUB_TEST_DISTRIBUTOR, or else
 * a throw-away hub. Ready when its name is on the bus. */
typedef struct
{
  Program *program; /* NULL when it is a hub */
  Hub *hub;
} Distributor;

Distributor *distributor_start (Bus *bus);
void distributor_stop (Distributor *distributor);

/* The bus name of the distributor under test. */
const char *distributor_get_name (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Hub, hub_stop)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Distributor, distributor_stop)
