/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Connections of HTTPS, closed in every way there is, in the handshake or after
 * it: no descriptor and no memory may stay behind. */

#include "support/https-fixture.h"
#include "support/measure.h"
#include "support/wait.h"
#include "support/wire.h"

#define BATCH 50
#define WARM_UP 660 /* until the timeline is full */
#define MEASURED 440
#define LEFT_BEHIND 400 /* octets a connection */

typedef struct
{
  gboolean shakes_hands; /* before it does something */
  void (*act) (HttpsFixture *fixture, Wire *wire);
} Way;

static void
do_nothing (HttpsFixture *fixture, Wire *wire)
{
}

static void
say_half_a_hello (HttpsFixture *fixture, Wire *wire)
{
  wire_send (wire, "\x16\x03\x01\x02");
}

static void
reset_at_once (HttpsFixture *fixture, Wire *wire)
{
  wire_reset (wire);
}

static void
speak_plain_http (HttpsFixture *fixture, Wire *wire)
{
  wire_send (wire, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  g_free (wire_read_all (wire));
}

static void
stop_in_headers (HttpsFixture *fixture, Wire *wire)
{
  wire_send (wire, "POST /push/id/%s HTTP/1.1\r\nHost: loc", fixture->id);
}

static void
stop_in_body (HttpsFixture *fixture, Wire *wire)
{
  wire_send (wire,
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
             "Content-Length: 50\r\n\r\nHello",
             fixture->id);
}

static void
reset_in_body (HttpsFixture *fixture, Wire *wire)
{
  stop_in_body (fixture, wire);
  wire_reset (wire);
}

static void
send_push (HttpsFixture *fixture, Wire *wire)
{
  wire_send (wire,
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\nTTL: 0\r\n"
             "Content-Length: 5\r\n\r\nHello",
             fixture->id);
}

static void
see_the_end (HttpsFixture *fixture, Wire *wire)
{
  send_push (fixture, wire);
  g_free (wire_read_all (wire));
}

static void
send_too_much (HttpsFixture *fixture, Wire *wire)
{
  wire_send (wire,
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
             "Content-Length: 5000\r\n\r\n",
             fixture->id);
  g_free (wire_read_headers (wire));
}

static const Way ways[] = {
  { FALSE, do_nothing },    { FALSE, say_half_a_hello },
  { FALSE, reset_at_once }, { FALSE, speak_plain_http },
  { TRUE, do_nothing },     { TRUE, stop_in_headers },
  { TRUE, stop_in_body },   { TRUE, reset_in_body },
  { TRUE, send_push },      { TRUE, see_the_end },
  { TRUE, send_too_much },
};

static void
run (HttpsFixture *fixture, guint connections)
{
  Wire *wires[BATCH];

  for (guint done = 0; done < connections; done += BATCH)
    {
      for (guint i = 0; i < BATCH; i++)
        wires[i] = ways[(done + i) % G_N_ELEMENTS (ways)].shakes_hands ?
                       wire_open_tls (fixture->hub->base_url) :
                       wire_open (fixture->hub->base_url);
      for (guint i = 0; i < BATCH; i++)
        ways[(done + i) % G_N_ELEMENTS (ways)].act (fixture, wires[i]);
      for (guint i = 0; i < BATCH; i++)
        wire_close (wires[i]);
    }
}

static void
test_nothing_left_behind (HttpsFixture *fixture, gconstpointer data)
{
  gint64 before;
  gint64 grown;

  if (wait_is_slow ())
    {
      g_test_skip ("the memory of a hub under a tool is not its own");
      return;
    }

  run (fixture, WARM_UP);
  measure_wait_for_descriptors (fixture->hub->pid, fixture->idle);
  before = measure_resident (fixture->hub->pid);
  run (fixture, MEASURED);
  measure_wait_for_descriptors (fixture->hub->pid, fixture->idle);
  grown = measure_resident (fixture->hub->pid) - before;
  g_test_message ("%" G_GINT64_FORMAT " octets after %d connections", grown,
                  MEASURED);
  g_assert_cmpint (grown, <, MEASURED * LEFT_BEHIND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/https-connections/nothing-left-behind", HttpsFixture, NULL,
              https_fixture_set_up, test_nothing_left_behind,
              https_fixture_tear_down);
  return g_test_run ();
}
