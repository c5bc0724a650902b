/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/clients.h"

#include "support/hub-fixture.h"
#include "support/open-stream.h"
#include "support/wait.h"

/* Two ids of the client API, 7 and 8. */
typedef struct
{
  HubFixture hub;
  SoupFixture http;
  PhClients *clients;
  GPtrArray *both;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  hub_fixture_set_up (&fixture->hub, data);
  soup_fixture_set_up (&fixture->http, data);
  fixture->clients = ph_clients_new (fixture->hub.hub);
  fixture->both =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ph_registration_free);
  for (gint64 id = 7; id <= 8; id++)
    {
      PhRegistration *client = ph_registration_new (PH_REGISTRATION_CLIENT);

      client->id = id;
      client->endpoint = g_strdup_printf ("id-%" G_GINT64_FORMAT, id);
      g_ptr_array_add (fixture->both, client);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->clients, ph_clients_free);
  g_ptr_array_unref (fixture->both);
  soup_fixture_tear_down (&fixture->http, data);
  hub_fixture_tear_down (&fixture->hub, data);
}

static OpenStream *
listen (Fixture *fixture, GPtrArray *registrations)
{
  OpenStream *open = open_stream (&fixture->http, PH_CLIENT_STYLE_PLAIN);

  ph_clients_add (fixture->clients, g_object_ref (open->stream), registrations);
  return open;
}

static PhReceiver *
get_receiver (Fixture *fixture, guint which)
{
  return ph_clients_get_receiver (fixture->clients,
                                  fixture->both->pdata[which]);
}

static void
deliver (Fixture *fixture, guint which, const char *body)
{
  const PhRegistration *registration = fixture->both->pdata[which];
  g_autoptr (PhReceiver) receiver = get_receiver (fixture, which);
  g_autoptr (PhPush) push = make_push (registration->id, body);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  ph_receiver_deliver_async (receiver, registration, push, wait_take_result,
                             &result);
  wait_until (result != NULL);
  ph_receiver_deliver_finish (receiver, result, &error);
  g_assert_no_error (error);
}

static void
test_an_id_has_one_receiver (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PhReceiver) first = get_receiver (fixture, 0);
  g_autoptr (PhReceiver) again = get_receiver (fixture, 0);
  g_autoptr (PhReceiver) other = get_receiver (fixture, 1);

  g_assert_true (first == again);
  g_assert_true (first != other);
}

static void
test_one_listens_to_two (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OpenStream) open = listen (fixture, fixture->both);

  deliver (fixture, 0, "one");
  deliver (fixture, 1, "two");
  peer_expect (open->peer, "\r\n\r\n5\r\none\n\n\r\n5\r\ntwo\n\n\r\n");
}

static void
test_one_that_has_gone_listens_to_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OpenStream) open = listen (fixture, fixture->both);
  g_autoptr (PhReceiver) first = get_receiver (fixture, 0);
  g_autoptr (PhReceiver) second = get_receiver (fixture, 1);

  g_assert_true (ph_receiver_is_available (first));
  open_stream_leave (open);
  g_assert_false (ph_receiver_is_available (first));
  g_assert_false (ph_receiver_is_available (second));
}

static void
test_its_listeners_end_with_an_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PhReceiver) second = get_receiver (fixture, 1);
  g_autoptr (OpenStream) both = listen (fixture, fixture->both);
  g_autoptr (OpenStream) one = NULL;

  g_ptr_array_remove_index (fixture->both, 1);
  one = listen (fixture, fixture->both);
  ph_receiver_unregistered (second, NULL, TRUE);

  g_assert_cmpuint (both->closed, ==, 1);
  peer_expect_end (both->peer);
  deliver (fixture, 0, "one");
  peer_expect (one->peer, "one\n\n\r\n");
}

static void
test_all_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (OpenStream) first = listen (fixture, fixture->both);
  g_autoptr (OpenStream) second = listen (fixture, fixture->both);

  g_assert_cmpuint (ph_clients_count (fixture->clients), ==, 2);
  ph_clients_end (fixture->clients);
  g_assert_cmpuint (ph_clients_count (fixture->clients), ==, 0);
  peer_expect_end (first->peer);
  peer_expect_end (second->peer);
}

/* The app stands in for a client: its id is all that counts. */
static void
test_listening_is_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  g_autoptr (OpenStream) open = NULL;
  PhRegistrationStatus status = { 0 };
  gint64 came = ph_clock_now (fixture->hub.clock);

  g_ptr_array_add (
      known, (gpointer) ph_hub_find_id (fixture->hub.hub, fixture->hub.app));
  open = listen (fixture, known);
  ph_hub_get_registration_status (fixture->hub.hub, fixture->hub.app, &status);
  g_assert_cmpint (status.last_use, >=, came);

  ph_clock_advance (fixture->hub.clock, G_TIME_SPAN_HOUR);
  open_stream_leave (open);
  ph_hub_get_registration_status (fixture->hub.hub, fixture->hub.app, &status);
  g_assert_cmpint (status.last_use, >=, came + G_TIME_SPAN_HOUR);
}

#define ADD(path, function)                                                    \
  g_test_add ("/clients/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("one-receiver", test_an_id_has_one_receiver);
  ADD ("two-ids", test_one_listens_to_two);
  ADD ("gone", test_one_that_has_gone_listens_to_none);
  ADD ("unregistered", test_its_listeners_end_with_an_id);
  ADD ("end", test_all_end);
  ADD ("use", test_listening_is_use);
  return g_test_run ();
}
