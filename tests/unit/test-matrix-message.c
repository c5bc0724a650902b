/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-message.h"

#include "core/error.h"
#include "core/push.h"

#include <string.h>

/* http-push.md, section 4.2, points 5 and 6. */

static char *
make (const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) message =
      ph_matrix_message_new (json, strlen (json), &error);
  gsize size = 0;
  const char *text = NULL;

  g_assert_no_error (error);
  text = g_bytes_get_data (message, &size);
  g_assert_cmpuint (size, <=, PH_PUSH_BODY_MAX);
  return g_strndup (text, size);
}

static void
check (const char *json, const char *message)
{
  g_autofree char *made = make (json);

  g_assert_cmpstr (made, ==, message);
}

static void
test_devices_are_left_out (void)
{
  check ("{\"notification\":{\"devices\":[{\"pushkey\":\"a\"}]}}",
         "{\"notification\":{}}");
  check ("{\"notification\":{\"id\":\"1\",\"devices\":[{}],\"type\":null}}",
         "{\"notification\":{\"id\":\"1\",\"type\":null}}");
  check ("{\"a\":{\"devices\":[1]},\"notification\":{\"d\\u0065vices\":[{\"a\":"
         "[{}]}],\"content\":{\"devices\":[]}},\"devices\":[2]}",
         "{\"a\":{\"devices\":[1]},\"notification\":{\"content\":"
         "{\"devices\":[]}},\"devices\":[2]}");
}

static void
test_white_space_is_left_out (void)
{
  check ("\r\n{ \"notification\" :\t{ \"devices\": [ ] , \"counts\" : { } ,\n"
         "\"content\": { \"body\" : \" a  b \" , \"l\" : [ 1 , [ ] , true ]"
         " } } }\n",
         "{\"notification\":{\"counts\":{},\"content\":{\"body\":\" a  b \","
         "\"l\":[1,[],true]}}}");
}

/* Numbers that no C type holds, escapes, names that are there twice: all of
 * that is the homeserver's. */
static void
test_values_are_untouched (void)
{
  check ("{\"notification\":{\"devices\":[],\"content\":{\"a\":1e400,"
         "\"b\":9223372036854775808,\"c\":0.1,\"d\":-0,\"e\":1.50E+03,"
         "\"f\":\"\\/\\u0041\\u0000\\ud800\xf0\x9f\x98\x80\",\"f\":null}}}",
         "{\"notification\":{\"content\":{\"a\":1e400,"
         "\"b\":9223372036854775808,\"c\":0.1,\"d\":-0,\"e\":1.50E+03,"
         "\"f\":\"\\/\\u0041\\u0000\\ud800\xf0\x9f\x98\x80\",\"f\":null}}}");
}

/* The members that are left out, in this order, and where they are. */
static const struct
{
  const char *name;
  gboolean in_content;
} trimmed[] = {
  { "formatted_body", TRUE },
  { "ciphertext", TRUE },
  { "body", TRUE },
  { "sender_display_name", FALSE },
  { "room_name", FALSE },
  { "room_alias", FALSE },
  { "user_is_target", FALSE },
};

#define KEPT                                                                   \
  "\"event_id\":\"$a\",\"room_id\":\"!a\",\"counts\":{\"unread\":1},"          \
  "\"prio\":\"high\",\"type\":\"m.room.message\",\"sender\":\"@a:b\""

/* A notification in which the member number @large has @size octets, and that
 * lacks those before number @first. */
static char *
notify (gsize first, gsize large, gsize size)
{
  g_autoptr (GString) content = g_string_new (NULL);
  g_autoptr (GString) others = g_string_new (NULL);
  g_autofree char *text = g_strnfill (size, 'x');

  for (gsize i = first; i < G_N_ELEMENTS (trimmed); i++)
    {
      GString *to = trimmed[i].in_content ? content : others;

      g_string_append_printf (to, ",\"%s\":\"%s\"", trimmed[i].name,
                              i == large ? text : "");
    }
  if (content->len > 0)
    {
      g_string_overwrite (content, 0, "{");
      g_string_prepend (content, ",\"content\":");
      g_string_append_c (content, '}');
    }

  return g_strdup_printf ("{\"notification\":{" KEPT "%s%s}}", content->str,
                          others->str);
}

/* Each member in turn is so large that all up to it must go. */
static void
test_trimmed_in_order (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (trimmed); i++)
    {
      g_autofree char *json = notify (0, i, PH_PUSH_BODY_MAX);
      g_autofree char *message = notify (i + 1, i + 1, 0);

      g_test_message ("%s", trimmed[i].name);
      check (json, message);
    }
}

/* Nothing goes that need not, up to the last octet. */
static void
test_trimmed_no_more_than_needed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (trimmed); i++)
    {
      g_autofree char *empty = notify (i, i, 0);
      gsize room = PH_PUSH_BODY_MAX - strlen (empty);
      g_autofree char *fits = notify (i, i, room);
      g_autofree char *larger = notify (i, i, room + 1);
      g_autofree char *smaller = notify (i + 1, i + 1, 0);

      g_assert_cmpuint (strlen (fits), ==, PH_PUSH_BODY_MAX);
      check (fits, fits);
      check (larger, smaller);
    }
}

/* What is outside the notification goes last, too, and all at once. */
static void
test_others_go_together (void)
{
  g_autofree char *large = g_strnfill (PH_PUSH_BODY_MAX, 'x');
  g_autofree char *json =
      g_strdup_printf ("{\"a\":1,\"notification\":{\"id\":\"\"," KEPT
                       ",\"b\":\"%s\",\"devices\":[]},\"c\":[1]}",
                       large);

  check (json, "{\"notification\":{" KEPT "}}");
}

/* A content that is no object is nothing to look into. */
static void
test_content_of_another_type (void)
{
  g_autofree char *large = g_strnfill (PH_PUSH_BODY_MAX, 'x');
  g_autofree char *json = g_strdup_printf (
      "{\"notification\":{\"content\":[{\"formatted_body\":\"%s\"}]}}", large);

  check (json, "{\"notification\":{}}");
}

static void
test_what_cannot_be_trimmed (void)
{
  g_autofree char *large = g_strnfill (PH_PUSH_BODY_MAX, 'x');
  g_autofree char *json =
      g_strdup_printf ("{\"notification\":{\"event_id\":\"%s\"}}", large);
  g_autoptr (GError) error = NULL;

  g_assert_null (ph_matrix_message_new (json, strlen (json), &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
                   "\"event_id\", \"room_id\", \"counts\", \"prio\", \"type\" "
                   "and \"sender\" alone have more than 4096 octets.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrix-message/devices", test_devices_are_left_out);
  g_test_add_func ("/matrix-message/space", test_white_space_is_left_out);
  g_test_add_func ("/matrix-message/untouched", test_values_are_untouched);
  g_test_add_func ("/matrix-message/order", test_trimmed_in_order);
  g_test_add_func ("/matrix-message/least", test_trimmed_no_more_than_needed);
  g_test_add_func ("/matrix-message/others", test_others_go_together);
  g_test_add_func ("/matrix-message/content", test_content_of_another_type);
  g_test_add_func ("/matrix-message/too-large", test_what_cannot_be_trimmed);
  return g_test_run ();
}
