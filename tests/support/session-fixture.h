/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* A private session bus with two connections of this program: the hub's, and
 * that of an app which calls it or is called by it. */
typedef struct
{
  GTestDBus *bus;
  GDBusConnection *hub;
  GDBusConnection *app;
} SessionFixture;

/* For g_test_add (). */
void session_fixture_set_up (SessionFixture *fixture, gconstpointer data);
void session_fixture_tear_down (SessionFixture *fixture, gconstpointer data);

/* Makes @connection the owner of @name, or of it no more. */
void session_fixture_own (GDBusConnection *connection, const char *name);
void session_fixture_disown (GDBusConnection *connection, const char *name);

/* Calls @method of the bus, without arguments, and waits for the answer: all
 * that was sent to @connection before has then been taken in. */
void session_fixture_ask_bus (GDBusConnection *connection, const char *method);

/* Calls a method of the hub's as the app and waits for the answer.
 *
 * Returns: (transfer full): it, printed as text; NULL with @error. */
char *session_fixture_call (SessionFixture *fixture,
                            const char *path,
                            const char *interface,
                            const char *method,
                            GVariant *arguments,
                            GError **error);
