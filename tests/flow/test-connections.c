/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Twenty thousand connections, closed in every way there is: no descriptor
 * and next to no memory may stay behind (the design's budget for connections).
 */

#include "support/client.h"
#include "support/http.h"
#include "support/measure.h"
#include "support/wait.h"
#include "support/wire.h"

#include <string.h>

#define CONNECTIONS 10000 /* each side closes as many */
#define WARM_UP 4000
#define BATCH 100
#define LEFT_BEHIND 64 /* octets a connection */

typedef struct
{
  Hub *hub;
  char *id;
  Wire *wires[BATCH];
} Load;

typedef void (*Way) (Load *load, Wire *wire);

static void
send_push (Load *load, Wire *wire)
{
  wire_send (wire,
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\nTTL: 0\r\n"
             "Content-Length: 5\r\n\r\nHello",
             load->id);
}

/* The client goes without a word. */
static void
close_at_once (Load *load, Wire *wire)
{
}

/* The client goes in the middle of the headers. */
static void
close_in_headers (Load *load, Wire *wire)
{
  wire_send (wire, "POST /push/id/%s HTTP/1.1\r\nHost: loc", load->id);
}

/* The client goes in the middle of the body. */
static void
close_in_body (Load *load, Wire *wire)
{
  wire_send (wire,
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
             "Content-Length: 50\r\n\r\nHello",
             load->id);
}

/* The client's program is killed, or its machine has no patience. */
static void
reset_at_once (Load *load, Wire *wire)
{
  wire_reset (wire);
}

static void
reset_in_body (Load *load, Wire *wire)
{
  close_in_body (load, wire);
  wire_reset (wire);
}

static void
reset_after_request (Load *load, Wire *wire)
{
  send_push (load, wire);
  wire_reset (wire);
}

/* The client does not wait for the answer. */
static void
close_after_request (Load *load, Wire *wire)
{
  send_push (load, wire);
}

/* The client reads the answer and goes, as keep-alive clients do. */
static void
close_after_answer (Load *load, Wire *wire)
{
  g_autofree char *answer = NULL;

  send_push (load, wire);
  answer = wire_read_headers (wire);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 201 "));
}

/* The client asks the server to close, and sees it do so. */
static void
closed_after_push (Load *load, Wire *wire)
{
  wire_send (wire,
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\nTTL: 0\r\n"
             "Connection: close\r\nContent-Length: 5\r\n\r\nHello",
             load->id);
  g_free (wire_read_all (wire));
}

/* The server refuses a body that it does not read, and closes. */
static void
closed_after_refusal (Load *load, Wire *wire)
{
  wire_send (wire,
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
             "Connection: close\r\nContent-Length: 5000\r\n\r\n",
             load->id);
  g_free (wire_read_headers (wire));
}

static void
closed_after_not_found (Load *load, Wire *wire)
{
  wire_send (wire, "GET /nothing HTTP/1.1\r\nHost: localhost\r\n"
                   "Connection: close\r\n\r\n");
  g_free (wire_read_all (wire));
}

/* The client sends a second request without waiting; the server has closed
 * before it could be read. */
static void
closed_before_second (Load *load, Wire *wire)
{
  g_autofree char *answer = NULL;

  wire_send (wire,
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\nTTL: 0\r\n"
             "Content-Length: 5\r\n\r\nHello"
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n",
             load->id, load->id);
  answer = wire_read_all (wire);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 201 "));
}

static const Way client_closes[] = {
  close_at_once, close_in_headers,    close_in_body,       reset_at_once,
  reset_in_body, reset_after_request, close_after_request, close_after_answer,
};
static const Way server_closes[] = {
  closed_after_push,
  closed_after_refusal,
  closed_after_not_found,
  closed_before_second,
};

static void
run_batch (Load *load, const Way *ways, gsize n_ways)
{
  for (guint i = 0; i < BATCH; i++)
    load->wires[i] = wire_open (load->hub->base_url);
  for (guint i = 0; i < BATCH; i++)
    ways[i % n_ways](load, load->wires[i]);
  for (guint i = 0; i < BATCH; i++)
    g_clear_pointer (&load->wires[i], wire_close);
}

static void
run (Load *load, guint connections)
{
  for (guint done = 0; done < connections; done += 2 * BATCH)
    {
      run_batch (load, client_closes, G_N_ELEMENTS (client_closes));
      run_batch (load, server_closes, G_N_ELEMENTS (server_closes));
    }
}

static void
test_nothing_left_behind (void)
{
  g_autoptr (Bus) bus = NULL;
  g_autoptr (Hub) hub = NULL;
  g_autofree char *id = NULL;
  Load load = { 0 };
  guint descriptors;
  gint64 before;
  gint64 grown;

  if (wait_is_slow ())
    {
      g_test_skip ("the memory of a hub under a tool is not its own");
      return;
    }

  bus = bus_new ();
  hub = hub_start (bus, "--ephemeral", NULL);
  descriptors = measure_descriptors (hub->pid);
  id = client_register (hub);
  load.hub = hub;
  load.id = id;

  run (&load, WARM_UP);
  measure_wait_for_descriptors (hub->pid, descriptors);
  before = measure_resident (hub->pid);
  run (&load, 2 * CONNECTIONS);
  measure_wait_for_descriptors (hub->pid, descriptors);
  grown = measure_resident (hub->pid) - before;
  g_test_message ("%" G_GINT64_FORMAT " octets after %d connections", grown,
                  2 * CONNECTIONS);
  g_assert_cmpint (grown, <, 2 * CONNECTIONS * LEFT_BEHIND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connections/nothing-left-behind",
                   test_nothing_left_behind);
  return g_test_run ();
}
