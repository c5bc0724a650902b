/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* The other end of a connection that plays both the bus and an app on it, and
 * answers as a test says: also what no bus can be made to answer. */

/* Senders of answers. */
#define FAKE_BUS "org.freedesktop.DBus"
#define FAKE_BUS_APP ":1.7"

/* How a method is answered. */
typedef struct
{
  const char *method;
  const char *sender;
  const char *error;     /* NULL: a reply */
  gboolean never;        /* not at all */
  const char *signature; /* NULL: an empty reply; "(s)": FAKE_BUS_APP */
} FakeAnswer;

typedef struct
{
  GDBusConnection *hub; /* for what is tested */
  GDBusConnection *other;
  FakeAnswer *answers; /* the last is for every other call */
  GAsyncQueue *calls;  /* GDBusMessage, in the order they came in */
} FakeBus;

/* For g_test_add (). */
void fake_bus_set_up (FakeBus *bus, gconstpointer data);
void fake_bus_tear_down (FakeBus *bus, gconstpointer data);

/* To be said while no call is under way. The last of @answers has no method:
 * it is for every other call. */
void fake_bus_set_answers (FakeBus *bus, const FakeAnswer *answers);

/* Takes the next call, which must be of @method. Returns: (transfer full). */
GDBusMessage *fake_bus_take_call (FakeBus *bus, const char *method);

/* Takes in all that was sent; then no call may be there. */
void fake_bus_expect_no_call (FakeBus *bus);
