/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* A private session bus, and the empty home that the programs on it get. */
typedef struct
{
  GSubprocess *daemon; /* NULL while there is none */
  char *address;
  char *directory;  /* HOME, XDG directories and service files live below */
  char **variables; /* more of the environment of programs on this bus */
} Bus;

Bus *bus_new (void);

/* Ends the daemon and removes the directory. */
void bus_free (Bus *bus);

/* Ends the daemon under everybody who is connected. */
void bus_end (Bus *bus);

/* Starts a daemon on another address, as after a new login. */
void bus_begin_again (Bus *bus);

/* Returns: (transfer full): a connection of its own, which survives the end of
 * the bus. */
GDBusConnection *bus_connect (Bus *bus);

/* Returns: (transfer full): @name below the bus's directory. */
char *bus_get_path (Bus *bus, const char *name);

/* Makes @name one that the bus starts with @command. */
void bus_add_service (Bus *bus, const char *name, const char *command);

/* The same with a command that only wakes this program, see bus_take_wake ():
 * the test then plays the app that was started. */
void bus_add_service_of_test (Bus *bus, const char *name);

/* Makes @name one that the bus cannot start. */
void bus_remove_service (Bus *bus, const char *name);

/* Whether the bus has started the test's service since the last question. */
gboolean bus_take_wake (void);

/* Returns: (transfer full): the environment for a program on this bus: its own
 * HOME and XDG directories, no settings of the user, criticals fatal. */
char **bus_get_environment (Bus *bus);

/* Adds a variable to the environment of programs that start from now on. */
void bus_set_variable (Bus *bus, const char *name, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Bus, bus_free)
