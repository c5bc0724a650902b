/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/post.h"

#include "core/error.h"

static gboolean
check (const char *endpoint, const char *topic)
{
  PhPost post = { .endpoint = endpoint, .topic = topic };
  g_autoptr (GError) error = NULL;

  if (ph_post_check (&post, &error))
    return TRUE;

  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  return FALSE;
}

static void
test_checks_endpoints (void)
{
  g_assert_true (check ("http://127.0.0.1:8976/push/id/abc", NULL));
  g_assert_true (check ("https://push.example/push/id/abc", NULL));
  g_assert_false (check ("ftp://push.example/abc", NULL));
  g_assert_false (check ("httpx://push.example/abc", NULL));
  g_assert_false (check ("http://", NULL));
  g_assert_false (check ("://", NULL));
}

static void
test_checks_headers (void)
{
  static const char endpoint[] = "http://127.0.0.1:8976/push/id/abc";

  g_assert_true (check (endpoint, "news"));
  g_assert_false (check (endpoint, "news\r\nTTL: 0"));
}

static void
test_finds_the_message (void)
{
  static const struct
  {
    const char *location;
    const char *id;
  } cases[] = {
    { "http://127.0.0.1:8976/message/abc", "abc" },
    { "/message/abc", "abc" },
    { "/message/", NULL },
    { "abc", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      PhAnswer answer = { .location = (char *) cases[i].location };
      g_autofree char *id = ph_answer_get_message_id (&answer);

      g_assert_cmpstr (id, ==, cases[i].id);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/post/endpoints", test_checks_endpoints);
  g_test_add_func ("/post/headers", test_checks_headers);
  g_test_add_func ("/post/message", test_finds_the_message);
  return g_test_run ();
}
