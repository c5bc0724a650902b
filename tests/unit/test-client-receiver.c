/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/client-receiver.h"

#include "core/error.h"
#include "support/open-stream.h"
#include "support/wait.h"

typedef struct
{
  SoupFixture http;
  PhRegistration *registration;
  PhClientReceiver *receiver;
  guint available;
} Fixture;

static void
on_available (PhReceiver *receiver, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->available++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  soup_fixture_set_up (&fixture->http, data);
  fixture->registration = ph_registration_new (PH_REGISTRATION_CLIENT);
  fixture->registration->id = 7;
  fixture->registration->endpoint = g_strdup ("id");
  fixture->receiver = ph_client_receiver_new (fixture->registration);
  g_signal_connect (fixture->receiver, "available", G_CALLBACK (on_available),
                    fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->receiver);
  ph_registration_free (fixture->registration);
  soup_fixture_tear_down (&fixture->http, data);
}

/* Returns: a listener of the fixture's receiver; say goodbye () to it. */
static OpenStream *
listen (Fixture *fixture)
{
  OpenStream *open = open_stream (&fixture->http, PH_CLIENT_STYLE_PLAIN);

  ph_client_receiver_add (fixture->receiver, open->stream);
  return open;
}

static void
goodbye (Fixture *fixture, OpenStream *open)
{
  ph_client_receiver_remove (fixture->receiver, open->stream);
  open_stream_free (open);
}

static void
deliver (Fixture *fixture, PhPush *push, GAsyncResult **result)
{
  ph_receiver_deliver_async (PH_RECEIVER (fixture->receiver),
                             fixture->registration, push, wait_take_result,
                             result);
}

static gboolean
finish (Fixture *fixture, GAsyncResult **result, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;

  wait_until (*result != NULL);
  answer = g_steal_pointer (result);
  return ph_receiver_deliver_finish (PH_RECEIVER (fixture->receiver), answer,
                                     error);
}

static void
test_available_while_one_listens (Fixture *fixture, gconstpointer data)
{
  PhReceiver *receiver = PH_RECEIVER (fixture->receiver);
  OpenStream *first;
  OpenStream *second;

  g_assert_cmpint (ph_client_receiver_get_id (fixture->receiver), ==, 7);
  g_assert_false (ph_receiver_is_available (receiver));

  first = listen (fixture);
  second = listen (fixture);
  g_assert_true (ph_receiver_is_available (receiver));
  g_assert_cmpuint (fixture->available, ==, 1);

  goodbye (fixture, first);
  g_assert_true (ph_receiver_is_available (receiver));
  goodbye (fixture, second);
  g_assert_false (ph_receiver_is_available (receiver));
}

static void
test_nobody_listens (Fixture *fixture, gconstpointer data)
{
  g_autoptr (PhPush) push = make_push (7, "one");
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;

  deliver (fixture, push, &result);
  g_assert_false (finish (fixture, &result, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNREACHABLE);
}

static void
test_all_get_it_and_the_first_acknowledges (Fixture *fixture,
                                            gconstpointer data)
{
  OpenStream *first = listen (fixture);
  OpenStream *second = listen (fixture);
  g_autoptr (PhPush) push = make_push (7, "one");
  GAsyncResult *result = NULL;

  deliver (fixture, push, &result);
  peer_expect (first->peer, "one\n\n\r\n");
  peer_expect (second->peer, "one\n\n\r\n");
  g_assert_null (result);

  ph_client_receiver_written (fixture->receiver, push);
  g_assert_true (finish (fixture, &result, NULL));
  ph_client_receiver_written (fixture->receiver, push);

  goodbye (fixture, first);
  goodbye (fixture, second);
}

static void
test_who_comes_later_gets_what_is_not_acknowledged (Fixture *fixture,
                                                    gconstpointer data)
{
  OpenStream *first = listen (fixture);
  OpenStream *second;
  g_autoptr (PhPush) taken = make_push (7, "taken");
  g_autoptr (PhPush) open = make_push (7, "open");
  g_autoptr (GError) error = NULL;
  GAsyncResult *taken_result = NULL;
  GAsyncResult *open_result = NULL;

  deliver (fixture, taken, &taken_result);
  deliver (fixture, open, &open_result);
  ph_client_receiver_written (fixture->receiver, taken);
  g_assert_true (finish (fixture, &taken_result, NULL));

  second = listen (fixture);
  peer_expect (second->peer, "\r\n\r\n6\r\nopen\n\n\r\n");

  /* As long as one is left, it may still be taken. */
  goodbye (fixture, first);
  g_assert_null (open_result);
  goodbye (fixture, second);
  g_assert_false (finish (fixture, &open_result, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_UNREACHABLE);
}

static void
on_unregistered (PhClientReceiver *receiver, gpointer user_data)
{
  guint *told = user_data;

  *told += 1;
}

static void
test_tells_that_its_id_has_gone (Fixture *fixture, gconstpointer data)
{
  guint told = 0;

  g_signal_connect (fixture->receiver, "unregistered",
                    G_CALLBACK (on_unregistered), &told);
  ph_receiver_unregistered (PH_RECEIVER (fixture->receiver),
                            fixture->registration, TRUE);
  g_assert_cmpuint (told, ==, 1);
}

#define ADD(path, function)                                                    \
  g_test_add ("/client-receiver/" path, Fixture, NULL, set_up, function,       \
              tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("available", test_available_while_one_listens);
  ADD ("nobody", test_nobody_listens);
  ADD ("all", test_all_get_it_and_the_first_acknowledges);
  ADD ("later", test_who_comes_later_gets_what_is_not_acknowledged);
  ADD ("unregistered", test_tells_that_its_id_has_gone);
  return g_test_run ();
}
