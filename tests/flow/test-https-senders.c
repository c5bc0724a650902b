/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* What a hub that speaks HTTPS spends on senders that do not: a handshake that
 * stalls costs a socket and nothing else. */

#include "support/http.h"
#include "support/https-fixture.h"
#include "support/measure.h"
#include "support/wait.h"
#include "support/wire.h"

#include <string.h>

#define CONNECTIONS 512 /* README.md: at once */
#define MORE 10
#define SPIN_MS 200 /* of a second: nobody who waits needs as much */

static guint
count_threads (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/task", pid);
  g_autoptr (GDir) tasks = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (tasks) != NULL)
    count++;
  return count;
}

/* Every other one has begun to say hello. */
static void
stall (HttpsFixture *fixture, Wire **wires, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      wires[i] = wire_open (fixture->endpoint);
      if (i % 2 == 1)
        wire_send (wires[i], "\x16\x03\x01\x02");
    }
}

static void
let_go (Wire **wires, guint count)
{
  for (guint i = 0; i < count; i++)
    wire_close (wires[i]);
}

/* One less than there may be: the last place is for a proper sender, again and
 * again. */
static void
test_stalled_handshakes (HttpsFixture *fixture, gconstpointer data)
{
  guint threads = count_threads (fixture->hub->pid);
  Wire *wires[CONNECTIONS - 1];

  measure_wait_for_descriptors (fixture->hub->pid, fixture->idle);
  stall (fixture, wires, G_N_ELEMENTS (wires));
  for (guint i = 0; i < MORE; i++)
    g_free (http_push (fixture->endpoint, "Hello", -1));
  g_assert_cmpuint (count_threads (fixture->hub->pid), <=, threads);
  g_assert_cmpint (measure_second (fixture->hub->pid), <, SPIN_MS);

  let_go (wires, G_N_ELEMENTS (wires));
  measure_wait_for_descriptors (fixture->hub->pid, fixture->idle);
}

static void
test_more_than_there_may_be (HttpsFixture *fixture, gconstpointer data)
{
  g_autofree char *url = hub_get_url (fixture->hub, "/health");
  Wire *wires[CONNECTIONS + MORE];
  g_autoptr (Wire) sender = NULL;
  g_autofree char *answer = NULL;

  measure_wait_for_descriptors (fixture->hub->pid, fixture->idle);
  stall (fixture, wires, G_N_ELEMENTS (wires));
  measure_wait_for_more_descriptors (fixture->hub->pid,
                                     fixture->idle + CONNECTIONS);
  g_assert_cmpint (measure_second (fixture->hub->pid), <, SPIN_MS);
  g_assert_cmpuint (measure_descriptors (fixture->hub->pid), ==,
                    fixture->idle + CONNECTIONS);

  let_go (wires, MORE + 1);
  sender = wire_open_tls (url);
  wire_send (sender, "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
  answer = wire_read_all (sender);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 200 "));
  let_go (wires + MORE + 1, CONNECTIONS - 1);
  measure_wait_for_descriptors (fixture->hub->pid, fixture->idle);
}

#define TEST(name, function)                                                   \
  g_test_add ("/https-senders/" name, HttpsFixture, NULL,                      \
              https_fixture_set_up, function, https_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("stalled", test_stalled_handshakes);
  TEST ("too-many", test_more_than_there_may_be);
  return g_test_run ();
}
