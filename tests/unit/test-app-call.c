/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/app-call.h"

#include "core/error.h"
#include "fake-bus.h"
#include "support/wait.h"

/* contracts/dbus.md, "Calls to apps". */

#define NAME "org.example.App"

/* Milliseconds after which a call is given up where that is expected. */
#define SOON 50

/* For ever, as far as a test goes. */
#define NEVER G_MAXINT

/* Who owns the name, and that the app answers Ping. */
#define OWNED                                                                  \
  {                                                                            \
    "GetNameOwner", FAKE_BUS, .signature = "(s)"                               \
  }
#define PING_ANSWERED                                                          \
  {                                                                            \
    "Ping", FAKE_BUS_APP                                                       \
  }

static const PhAppCallTerms strict = { .timeout = NEVER };

/* An app that may keep silent, and has shown that it does. */
static const PhAppCallTerms silent = {
  .silence_is_consent = TRUE,
  .timeout = NEVER,
};

static gboolean
call (FakeBus *bus,
      const PhAppCallTerms *terms,
      gboolean *kept_silent,
      GError **error)
{
  PhAppCallOutcome outcome = { 0 };
  gboolean taken = FALSE;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GDBusMessage) message =
      g_dbus_message_new_method_call (NAME, "/org/unifiedpush/Connector",
                                      "org.unifiedpush.Connector1", "Message");

  ph_app_call_async (bus->hub, message, terms, wait_take_result, &result);
  wait_until (result != NULL);
  taken = ph_app_call_finish (bus->hub, result, &outcome, error);
  *kept_silent = outcome.silent;
  return taken;
}

static void
expect_taken (FakeBus *bus, const PhAppCallTerms *terms, gboolean by_silence)
{
  g_autoptr (GError) error = NULL;
  gboolean kept_silent = !by_silence;

  g_assert_true (call (bus, terms, &kept_silent, &error));
  g_assert_no_error (error);
  g_assert_cmpint (kept_silent, ==, by_silence);
}

static void
expect_failure (FakeBus *bus,
                const PhAppCallTerms *terms,
                PhError code,
                const char *message)
{
  g_autoptr (GError) error = NULL;
  gboolean kept_silent = TRUE;

  g_assert_false (call (bus, terms, &kept_silent, &error));
  g_assert_error (error, PH_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_false (kept_silent);
}

static void
test_a_reply_acknowledges (FakeBus *bus, gconstpointer data)
{
  static const FakeAnswer answers[] = { OWNED, { NULL, FAKE_BUS_APP } };

  fake_bus_set_answers (bus, answers);
  expect_taken (bus, &strict, FALSE);
  expect_taken (bus, &silent, FALSE);
}

static void
test_strict_app_must_answer (FakeBus *bus, gconstpointer data)
{
  static const PhAppCallTerms hasty = { .timeout = SOON };
  static const FakeAnswer answers[] = { OWNED,
                                        PING_ANSWERED,
                                        { .never = TRUE } };

  fake_bus_set_answers (bus, answers);
  expect_failure (bus, &hasty, PH_ERROR_UNAVAILABLE,
                  NAME " did not answer in time.");
}

static void
test_a_lost_bus (FakeBus *bus, gconstpointer data)
{
  g_dbus_connection_close_sync (bus->hub, NULL, NULL);
  expect_failure (bus, &strict, PH_ERROR_UNREACHABLE,
                  "The hub has lost the bus.");
  expect_failure (bus, &silent, PH_ERROR_UNREACHABLE,
                  "The hub has lost the bus.");
}

/* Silence */

/* The question goes to who had the name when the call was sent. */
static void
test_an_answer_to_ping_acknowledges (FakeBus *bus, gconstpointer data)
{
  static const PhAppCallTerms patient = {
    .silence_is_consent = TRUE,
    .patience = SOON,
    .timeout = NEVER,
  };
  static const FakeAnswer answers[] = { OWNED,
                                        PING_ANSWERED,
                                        { .never = TRUE } };
  g_autoptr (GDBusMessage) ping = NULL;

  fake_bus_set_answers (bus, answers);
  expect_taken (bus, &patient, TRUE);
  g_object_unref (fake_bus_take_call (bus, "GetNameOwner"));
  g_object_unref (fake_bus_take_call (bus, "Message"));
  ping = fake_bus_take_call (bus, "Ping");
  g_assert_cmpstr (g_dbus_message_get_destination (ping), ==, FAKE_BUS_APP);
  fake_bus_expect_no_call (bus);
}

static void
test_an_error_to_ping_acknowledges (FakeBus *bus, gconstpointer data)
{
  static const FakeAnswer answers[] = {
    OWNED,
    { "Ping", FAKE_BUS_APP, "org.freedesktop.DBus.Error.UnknownMethod" },
    { .never = TRUE },
  };

  fake_bus_set_answers (bus, answers);
  expect_taken (bus, &silent, TRUE);
}

/* design.md, section 3: a time-out is an acknowledgement. What the bus says to
 * the question says nothing about the call. */
static void
test_silence_to_ping_acknowledges (FakeBus *bus, gconstpointer sender)
{
  static const PhAppCallTerms hasty = { .silence_is_consent = TRUE,
                                        .timeout = SOON };
  const FakeAnswer answers[] = {
    OWNED,
    { "Ping", sender, "org.example.Error", .never = sender == NULL },
    { .never = TRUE },
  };

  fake_bus_set_answers (bus, answers);
  expect_taken (bus, &hasty, TRUE);
  g_object_unref (fake_bus_take_call (bus, "GetNameOwner"));
  g_object_unref (fake_bus_take_call (bus, "Message"));
  g_object_unref (fake_bus_take_call (bus, "Ping"));
}

/* The bus was to start the app and has not. */
static void
test_silence_of_nobody_is_no_consent (FakeBus *bus, gconstpointer data)
{
  static const PhAppCallTerms hasty = { .silence_is_consent = TRUE,
                                        .timeout = SOON };
  static const FakeAnswer answers[] = {
    { "GetNameOwner", FAKE_BUS, "org.freedesktop.DBus.Error.NameHasNoOwner" },
    { .never = TRUE },
  };

  fake_bus_set_answers (bus, answers);
  expect_failure (bus, &hasty, PH_ERROR_UNAVAILABLE,
                  NAME " did not answer in time.");
}

/* Errors. Those of the bus say where the app is; the same in the mouth of the
 * app says only that it failed. */

typedef struct
{
  const char *error; /* after org.freedesktop.DBus.Error. */
  const char *sender;
  PhError code;
  const char *message;
} Case;

#define ABSENT                                                                 \
  PH_ERROR_UNREACHABLE, NAME " does not run and the bus cannot start it."
#define ANSWERED(error)                                                        \
  PH_ERROR_FAILED, NAME " answered org.freedesktop.DBus.Error." error "."
#define HAS_NONE(error)                                                        \
  PH_ERROR_FAILED, NAME " has no org.unifiedpush.Connector1: "                 \
                        "org.freedesktop.DBus.Error." error "."

static const Case cases[] = {
  { "ServiceUnknown", FAKE_BUS, ABSENT },
  { "NameHasNoOwner", FAKE_BUS, ABSENT },
  { "Spawn.Failed", FAKE_BUS, ABSENT },
  { "Spawn.ChildExited", FAKE_BUS, ABSENT },
  { "AccessDenied", FAKE_BUS, PH_ERROR_UNAUTHORIZED,
    "The bus forbids the hub to call " NAME "." },
  { "NoReply", FAKE_BUS, PH_ERROR_FAILED,
    NAME " left the bus before it answered." },
  { "Disconnected", FAKE_BUS, PH_ERROR_FAILED,
    NAME " left the bus before it answered." },
  { "LimitsExceeded", FAKE_BUS, PH_ERROR_UNAVAILABLE,
    "The bus did not pass a call on to " NAME
    ": org.freedesktop.DBus.Error.LimitsExceeded." },
  { "UnknownObject", FAKE_BUS_APP, HAS_NONE ("UnknownObject") },
  { "UnknownInterface", FAKE_BUS_APP, HAS_NONE ("UnknownInterface") },
  { "UnknownMethod", FAKE_BUS_APP, HAS_NONE ("UnknownMethod") },
  { "ServiceUnknown", FAKE_BUS_APP, ANSWERED ("ServiceUnknown") },
  { "NameHasNoOwner", FAKE_BUS_APP, ANSWERED ("NameHasNoOwner") },
  { "Spawn.Failed", FAKE_BUS_APP, ANSWERED ("Spawn.Failed") },
  { "AccessDenied", FAKE_BUS_APP, ANSWERED ("AccessDenied") },
  { "NoReply", FAKE_BUS_APP, ANSWERED ("NoReply") },
  { "Disconnected", FAKE_BUS_APP, ANSWERED ("Disconnected") },
  { "Failed", FAKE_BUS_APP, ANSWERED ("Failed") },
};

/* Of a silent app too: its error comes before its answer to the question. */
static void
test_error (FakeBus *bus, gconstpointer data)
{
  const Case *row = data;
  g_autofree char *error =
      g_strconcat ("org.freedesktop.DBus.Error.", row->error, NULL);
  const FakeAnswer answers[] = { OWNED,
                                 PING_ANSWERED,
                                 { NULL, row->sender, error } };

  fake_bus_set_answers (bus, answers);
  expect_failure (bus, &strict, row->code, row->message);
  expect_failure (bus, &silent, row->code, row->message);
}

static void
add (const char *name,
     gconstpointer data,
     void (*test) (FakeBus *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/app-call/", name, NULL);

  g_test_add (path, FakeBus, data, fake_bus_set_up, test, fake_bus_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("reply", NULL, test_a_reply_acknowledges);
  add ("must-answer", NULL, test_strict_app_must_answer);
  add ("lost-bus", NULL, test_a_lost_bus);
  add ("silence/ping-answered", NULL, test_an_answer_to_ping_acknowledges);
  add ("silence/ping-fails", NULL, test_an_error_to_ping_acknowledges);
  add ("silence/all", NULL, test_silence_to_ping_acknowledges);
  add ("silence/ping-refused", FAKE_BUS, test_silence_to_ping_acknowledges);
  add ("silence/nobody", NULL, test_silence_of_nobody_is_no_consent);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = g_strconcat (
          "error/", g_str_equal (cases[i].sender, FAKE_BUS) ? "bus/" : "app/",
          cases[i].error, NULL);

      add (name, &cases[i], test_error);
    }
  return g_test_run ();
}
