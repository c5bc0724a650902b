/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/soup-fixture.h"

#include "http/bind.h"
#include "http/bounds.h"

static void
on_got_headers (SoupServerMessage *message, gpointer user_data)
{
  SoupFixture *fixture = user_data;

  if (fixture->judge != NULL)
    fixture->judge (fixture, message, fixture->socket);
}

static void
on_started (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  SoupFixture *fixture = user_data;
  GSocket *socket =
      ph_connection_get_socket (ph_listener_get_current (fixture->listener));

  fixture->socket = socket;
  g_signal_connect (message, "got-headers", G_CALLBACK (on_got_headers),
                    fixture);
  if (fixture->started != NULL)
    fixture->started (fixture, message, socket);
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  SoupFixture *fixture = user_data;

  if (fixture->answer != NULL)
    fixture->answer (fixture, message, fixture->socket);
}

void
soup_fixture_set_up (SoupFixture *fixture, gconstpointer data)
{
  static const char *const addresses[] = { "127.0.0.1", NULL };
  g_autoptr (GError) error = NULL;

  fixture->soup = soup_server_new (NULL, NULL);
  g_signal_connect (fixture->soup, "request-started", G_CALLBACK (on_started),
                    fixture);
  soup_server_add_handler (fixture->soup, NULL, on_request, fixture, NULL);

  fixture->sockets = ph_bind (addresses, 0, &error);
  g_assert_no_error (error);
  fixture->address = ph_bind_get_name (fixture->sockets->pdata[0]);
  fixture->listener = ph_listener_new (fixture->soup, fixture->sockets,
                                       PH_BOUNDS_CONNECTIONS, NULL);
}

void
soup_fixture_tear_down (SoupFixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->listener, ph_listener_free);
  g_ptr_array_unref (fixture->sockets);
  soup_server_disconnect (fixture->soup);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->soup);
  g_free (fixture->address);
}
