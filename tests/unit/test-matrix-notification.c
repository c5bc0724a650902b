/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-notification.h"

#include "core/error.h"

#include <string.h>

static PhMatrixNotification *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  PhMatrixNotification *notification =
      ph_matrix_notification_parse (json, strlen (json), &error);

  g_assert_no_error (error);
  return notification;
}

static void
check_refused (const char *json, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ph_matrix_notification_parse (json, strlen (json), &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

/* A notification with these members beside one device. */
#define WITH(members)                                                          \
  "{\"notification\":{\"devices\":[{\"pushkey\":\"p\"}]" members "}}"

static void
check_event (const char *json, const char *event_id, PhUrgency urgency)
{
  g_autoptr (PhMatrixNotification) notification = parse (json);

  g_assert_cmpstr (notification->event_id, ==, event_id);
  g_assert_cmpint (notification->urgency, ==, urgency);
}

/* Escapes are the homeserver's own: it gets them back. */
static void
test_pushkeys (void)
{
  g_autoptr (PhMatrixNotification) notification =
      parse ("{\"notification\":{\"id\":\"\",\"devices\":["
             "{\"app_id\":\"a\",\"pushkey\":\"https:\\/\\/\\u0061?x#y\"},"
             "{\"pushk\\u0065y\":\" \\ud800\\u0000\xc3\xa9\",\"data\":"
             "{\"pushkey\":\"no\"}} ]},\"devices\":[]}");

  g_assert_cmpuint (notification->pushkeys->len, ==, 2);
  g_assert_cmpstr (notification->pushkeys->pdata[0], ==,
                   "\"https:\\/\\/\\u0061?x#y\"");
  g_assert_cmpstr (notification->pushkeys->pdata[1], ==,
                   "\" \\ud800\\u0000\xc3\xa9\"");
}

static void
test_event (void)
{
  check_event (WITH (",\"event_id\":\"$\\u0061\",\"prio\":\"low\""),
               "\"$\\u0061\"", PH_URGENCY_LOW);
  check_event (WITH (",\"prio\":\"l\\u006fw\",\"event_id\":\"$a\""), "\"$a\"",
               PH_URGENCY_LOW);
  check_event (WITH (",\"event_id\":\"$a\",\"prio\":\"high\""), "\"$a\"",
               PH_URGENCY_HIGH);
  check_event (WITH (",\"event_id\":\"$a\",\"prio\":\"unknown\""), "\"$a\"",
               PH_URGENCY_HIGH);
  check_event (WITH (",\"content\":{\"event_id\":\"no\",\"prio\":\"low\"}"),
               NULL, PH_URGENCY_HIGH);
}

/* As homeservers tell new counts. */
static void
test_no_event (void)
{
  check_event (WITH (""), NULL, PH_URGENCY_HIGH);
  check_event (WITH (",\"event_id\":null"), NULL, PH_URGENCY_HIGH);
  check_event (WITH (",\"event_id\":\"\",\"prio\":null"), NULL,
               PH_URGENCY_HIGH);
  check_event (WITH (",\"event_id\":7,\"prio\":{}"), NULL, PH_URGENCY_HIGH);
}

#define NOTIFICATION "\"notification\" must be there, once, and be an object."
#define DEVICES "\"devices\" must be there, once, and be an array."
#define PUSHKEY "\"pushkey\" must be there, once, and be a string."

static void
test_wrong (void)
{
  static const char *const cases[][2] = {
    { "[]", "The body must be an object." },
    { "\"notification\"", "The body must be an object." },
    { "{}", NOTIFICATION },
    { "{\"notification\":[]}", NOTIFICATION },
    { "{\"notification\":{},\"notification\":{}}", NOTIFICATION },
    { "{\"notification\":{}}", DEVICES },
    { "{\"notification\":{\"devices\":{}}}", DEVICES },
    { "{\"notification\":{\"devices\":[],\"devices\":[{\"pushkey\":\"p\"}]}}",
      DEVICES },
    { "{\"notification\":{\"devices\":[]}}", "\"devices\" must not be empty." },
    { "{\"notification\":{\"devices\":[\"p\"]}}",
      "Each of \"devices\" must be an object." },
    { "{\"notification\":{\"devices\":[{\"pushkey\":\"p\"},null]}}",
      "Each of \"devices\" must be an object." },
    { "{\"notification\":{\"devices\":[{}]}}", PUSHKEY },
    { "{\"notification\":{\"devices\":[{\"pushkey\":1}]}}", PUSHKEY },
    { "{\"notification\":{\"devices\":[{\"pushkey\":\"p\"},{}]}}", PUSHKEY },
    { "{\"notification\":{\"devices\":[{\"pushkey\":\"p\","
      "\"pushk\\u0065y\":\"p\"}]}}",
      PUSHKEY },
    { "{\"notification\":{\"devices\":[{\"pushkey\":\"\"}]}}",
      "\"pushkey\" must not be empty." },
    { WITH (",\"event_id\":\"a\",\"event_id\":\"a\""),
      "\"event_id\" must be there once at most." },
    { WITH (",\"prio\":null,\"prio\":\"low\""),
      "\"prio\" must be there once at most." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    check_refused (cases[i][0], cases[i][1]);
}

static char *
make_devices (guint n)
{
  GString *json = g_string_new ("{\"notification\":{\"devices\":[");

  for (guint i = 0; i < n; i++)
    g_string_append (json,
                     i == 0 ? "{\"pushkey\":\"p\"}" : ",{\"pushkey\":\"p\"}");
  g_string_append (json, "]}}");
  return g_string_free (json, FALSE);
}

static void
test_many (void)
{
  g_autofree char *most = make_devices (PH_MATRIX_DEVICES_MAX);
  g_autofree char *more = make_devices (PH_MATRIX_DEVICES_MAX + 1);
  g_autoptr (PhMatrixNotification) notification = parse (most);

  g_assert_cmpuint (notification->pushkeys->len, ==, PH_MATRIX_DEVICES_MAX);
  check_refused (more, "\"devices\" must be 100 at most.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrix-notification/pushkeys", test_pushkeys);
  g_test_add_func ("/matrix-notification/event", test_event);
  g_test_add_func ("/matrix-notification/no-event", test_no_event);
  g_test_add_func ("/matrix-notification/wrong", test_wrong);
  g_test_add_func ("/matrix-notification/many", test_many);
  return g_test_run ();
}
