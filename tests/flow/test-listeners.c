/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Listeners of the client API that misbehave: they vanish, do not read, or
 * speak an old HTTP. */

#include "support/client.h"
#include "support/http.h"
#include "support/measure.h"
#include "support/wait.h"
#include "support/wire.h"

#include <stdlib.h>
#include <string.h>

/* A listener that vanished takes nothing with it. */
static void
test_vanished_listener (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autofree char *id = client_register (hub);
  g_autofree char *endpoint = client_get_endpoint (hub, id);
  g_autofree char *url = client_get_listen_url (hub, id);
  g_autoptr (HttpListener) later = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (Wire) wire = wire_open (url);

      wire_send (wire, "GET /client/id/%s HTTP/1.1\r\nHost: localhost\r\n\r\n",
                 id);
      g_free (wire_read_headers (wire));
    }
  http_expect_status ("GET", endpoint, SOUP_STATUS_OK);
  g_free (http_push (endpoint, "kept", -1));
  later = http_listen (url, NULL);
  http_listener_expect (later, "kept\n\n");
}

/* Pushes that fill the kernel's buffers and more than the mebibyte that the
 * hub keeps for a listener, half of them before it comes. Many at a time: each
 * of the last ones is answered only after the grace time. */
#define BATCHES 20
#define BATCH 100
#define MANY (BATCHES * BATCH)

static void
push_batch (const char *url, const char *id, guint batch)
{
  g_autofree char *padding = g_strnfill (4096 - 7, 'x');
  Wire *wires[BATCH];

  for (guint i = 0; i < BATCH; i++)
    {
      wires[i] = wire_open (url);
      wire_send (wires[i],
                 "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
                 "Content-Length: 4096\r\n\r\n<%05u>%s",
                 id, batch * BATCH + i, padding);
    }
  for (guint i = 0; i < BATCH; i++)
    {
      g_autofree char *answer = wire_read_headers (wires[i]);

      g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 201 "));
      wire_close (wires[i]);
    }
}

/* Notes in @seen which pushes @text has. Returns: how many. */
static guint
see_pushes (const char *text, gboolean *seen)
{
  guint count = 0;

  for (const char *at = strchr (text, '<'); at != NULL;
       at = strchr (at + 1, '<'), count++)
    seen[atoi (at + 1)] = TRUE;
  return count;
}

static gboolean
has_all (const gboolean *seen)
{
  for (guint i = 0; i < MANY; i++)
    if (!seen[i])
      return FALSE;
  return TRUE;
}

/* Where more may wait than usual. */
static Hub *
start_patient_hub (Bus *bus)
{
  g_autofree char *config = bus_get_path (bus, "patient.conf");

  g_assert_true (g_file_set_contents (config,
                                      "[limits]\n"
                                      "waiting-pushes=10000\n"
                                      "waiting-octets=100000000\n",
                                      -1, NULL));
  return hub_start (bus, "--ephemeral", "--config", config, NULL);
}

/* A listener that does not read is cut off; what it did not get is kept. */
static void
test_listener_that_does_not_read (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = start_patient_hub (bus);
  guint descriptors = measure_descriptors (hub->pid);
  g_autofree char *id = client_register (hub);
  g_autofree char *url = client_get_listen_url (hub, id);
  g_autofree gboolean *seen = g_new0 (gboolean, MANY);
  g_autoptr (Wire) wire = NULL;
  g_autoptr (HttpListener) reader = NULL;
  g_autofree char *got = NULL;

  for (guint i = 0; i < BATCHES / 2; i++)
    push_batch (url, id, i);
  wire = wire_open (url);
  wire_send (wire, "GET /client/id/%s HTTP/1.1\r\nHost: localhost\r\n\r\n", id);
  g_free (wire_read_headers (wire));
  for (guint i = BATCHES / 2; i < BATCHES; i++)
    push_batch (url, id, i);
  measure_wait_for_descriptors (hub->pid, descriptors);
  got = wire_read_all (wire);
  g_assert_cmpuint (see_pushes (got, seen), <, MANY);

  reader = http_listen (url, NULL);
  wait_until (see_pushes (reader->text->str, seen) > 0 && has_all (seen));
}

/* An old client gets a body that ends with the connection. */
static void
test_http_1_0 (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autofree char *id = client_register (hub);
  g_autofree char *endpoint = client_get_endpoint (hub, id);
  g_autofree char *url = client_get_listen_url (hub, id);
  g_autoptr (Wire) wire = wire_open (url);
  g_autofree char *headers = NULL;
  g_autofree char *body = NULL;

  wire_send (wire, "GET /client/id/%s HTTP/1.0\r\nHost: localhost\r\n\r\n", id);
  headers = wire_read_headers (wire);
  g_assert_null (strstr (headers, "chunked"));
  g_free (http_push (endpoint, "one", -1));
  http_expect_status ("DELETE", url, SOUP_STATUS_NO_CONTENT);
  body = wire_read_all (wire);
  g_assert_cmpstr (body, ==, "one\n\n");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/listeners/vanished", test_vanished_listener);
  g_test_add_func ("/listeners/does-not-read",
                   test_listener_that_does_not_read);
  g_test_add_func ("/listeners/http-1.0", test_http_1_0);
  return g_test_run ();
}
