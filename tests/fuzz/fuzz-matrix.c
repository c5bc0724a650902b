/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-message.h"

#include "core/json-find.h"
#include "core/push.h"
#include "fuzz/fuzz.h"
#include "http/matrix-notification.h"

#include <string.h>

static void
expect_string (const char *json)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_json_check (json, strlen (json), &error));
  g_assert_no_error (error);
  g_assert_true (json[0] == '"');
  g_assert_cmpuint (strlen (json), >, 2);
}

static void
expect_notification (const PhMatrixNotification *notification)
{
  g_assert_cmpuint (notification->pushkeys->len, >, 0);
  g_assert_cmpuint (notification->pushkeys->len, <=, PH_MATRIX_DEVICES_MAX);
  for (guint i = 0; i < notification->pushkeys->len; i++)
    expect_string (notification->pushkeys->pdata[i]);
  if (notification->event_id != NULL)
    expect_string (notification->event_id);
}

/* Finds the notification in @text. */
static void
enter (const char *text, gsize size, PhJsonScanner *notification)
{
  PhJsonScanner document;

  ph_json_scanner_init (&document, text, size);
  g_assert_true (ph_json_scanner_next (&document));
  g_assert_cmpuint (ph_json_find (&document, "notification", notification), ==,
                    1);
}

/* JSON again, without the devices, and the event is still in it. */
static void
expect_message (GBytes *message, const PhMatrixNotification *notification)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (message, &size);
  PhJsonScanner at;
  PhJsonScanner value;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (size, <=, PH_PUSH_BODY_MAX);
  g_assert_true (ph_json_check (text, size, &error));
  g_assert_no_error (error);

  enter (text, size, &at);
  g_assert_cmpuint (ph_json_find (&at, "devices", &value), ==, 0);
  if (notification->event_id == NULL)
    return;

  g_assert_cmpuint (ph_json_find (&at, "event_id", &value), ==, 1);
  g_assert_cmpmem (value.token.text, value.token.length, notification->event_id,
                   strlen (notification->event_id));
}

/* The body of POST /_matrix/push/v1/notify. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *text = (const char *) data;
  g_autoptr (PhMatrixNotification) notification = NULL;
  g_autoptr (GBytes) message = NULL;
  g_autoptr (GError) error = NULL;

  if (!ph_json_check (text, size, NULL))
    return 0;

  notification = ph_matrix_notification_parse (text, size, &error);
  fuzz_expect_outcome (notification != NULL, error);
  if (notification == NULL)
    return 0;

  expect_notification (notification);
  message = ph_matrix_message_new (text, size, &error);
  fuzz_expect_outcome (message != NULL, error);
  if (message != NULL)
    expect_message (message, notification);
  return 0;
}
