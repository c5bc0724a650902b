/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/reply.h"

#include "core/error.h"
#include "support/soup-fixture.h"
#include "support/wait.h"

static Peer *
ask (SoupFixture *fixture, SoupFixtureFunc answer)
{
  fixture->answer = answer;
  return peer_send (fixture->address,
                    "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
}

static gboolean
has (const char *all, const char *part)
{
  return g_strstr_len (all, -1, part) != NULL;
}

static void
reply_json (SoupFixture *fixture, SoupServerMessage *message, GSocket *socket)
{
  ph_reply_json (message, "{\"a\":1}");
}

static void
test_json (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = ask (fixture, reply_json);
  const char *all = peer_expect_end (peer);

  g_assert_true (g_str_has_prefix (all, "HTTP/1.1 200 OK\r\n"));
  g_assert_true (has (all, "\r\nContent-Type: application/json\r\n"));
  g_assert_true (has (all, "\r\nConnection: close\r\n"));
  g_assert_true (has (all, "\r\nDate: "));
  g_assert_true (g_str_has_suffix (all, "\r\n\r\n{\"a\":1}"));
}

static void
reply_empty (SoupFixture *fixture, SoupServerMessage *message, GSocket *socket)
{
  ph_reply_empty (message, SOUP_STATUS_CREATED);
  ph_reply_set_header (message, "Location", "one");
  ph_reply_set_header (message, "Location", "two");
}

static void
test_empty (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = ask (fixture, reply_empty);
  const char *all = peer_expect_end (peer);

  g_assert_true (g_str_has_prefix (all, "HTTP/1.1 201 Created\r\n"));
  g_assert_true (has (all, "\r\nLocation: two\r\n"));
  g_assert_false (has (all, "one"));
  g_assert_true (g_str_has_suffix (all, "\r\n\r\n"));
}

/* Whatever had been answered before. */
static void
refuse (SoupFixture *fixture, SoupServerMessage *message, GSocket *socket)
{
  g_autoptr (GError) error =
      g_error_new_literal (PH_ERROR, PH_ERROR_UNAVAILABLE, "Not now.");
  g_autofree char *json =
      ph_refusal_to_json (ph_refusal_for_error (error), "Not now.");

  ph_reply_json (message, "{\"a\":1}");
  ph_reply_error (message, error);
  *(char **) fixture->data = g_strconcat ("\r\n\r\n", json, NULL);
}

static void
test_refusal (SoupFixture *fixture, gconstpointer data)
{
  g_autofree char *body = NULL;
  g_autoptr (Peer) peer = NULL;
  const char *all;

  fixture->data = &body;
  peer = ask (fixture, refuse);
  all = peer_expect_end (peer);
  g_assert_true (g_str_has_prefix (all, "HTTP/1.1 503 "));
  g_assert_true (has (all, "\r\nRetry-After: "));
  g_assert_true (has (all, "\r\nContent-Type: application/json\r\n"));
  g_assert_true (g_str_has_suffix (all, body));
}

static void
reply_late (SoupFixture *fixture, SoupServerMessage *message, GSocket *socket)
{
  fixture->data = ph_late_reply_new (message);
}

static void
test_late (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = ask (fixture, reply_late);
  PhLateReply *late;

  wait_until (fixture->data != NULL);
  late = fixture->data;
  ph_reply_json (late->message, "{}");
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (peer->text->len, ==, 0);

  ph_late_reply_free (late);
  g_assert_true (g_str_has_suffix (peer_expect_end (peer), "\r\n\r\n{}"));
}

/* Here the server ends it: libsoup does not look at a peer that waits. */
static void
test_too_late (SoupFixture *fixture, gconstpointer data)
{
  g_autoptr (Peer) peer = ask (fixture, reply_late);
  g_autoptr (GIOStream) stolen = NULL;
  PhLateReply *late;

  wait_until (fixture->data != NULL);
  late = fixture->data;
  stolen = soup_server_message_steal_connection (late->message);
  g_io_stream_close (stolen, NULL, NULL);
  g_assert_cmpstr (peer_expect_end (peer), ==, "");

  g_assert_false (late->connected);
  ph_reply_json (late->message, "{}");
  ph_late_reply_free (late);
}

#define ADD(path, function)                                                    \
  g_test_add ("/reply/" path, SoupFixture, NULL, soup_fixture_set_up,          \
              function, soup_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("json", test_json);
  ADD ("empty", test_empty);
  ADD ("refusal", test_refusal);
  ADD ("late", test_late);
  ADD ("too-late", test_too_late);
  return g_test_run ();
}
