/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Certificates that are replaced under a hub that runs. */

#include "support/client.h"
#include "support/files.h"
#include "support/http.h"
#include "support/https-fixture.h"
#include "support/wait.h"
#include "support/wire.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define IDLE_SECONDS 3

/* Returns: (transfer full): what a new connection is shown, in PEM. */
static char *
get_certificate (Hub *hub)
{
  g_autoptr (Wire) wire = wire_open_tls (hub->base_url);
  char *pem = NULL;

  g_object_get (
      g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (wire->stream)),
      "certificate-pem", &pem, NULL);
  return pem;
}

static gboolean
shows (Hub *hub, const char *path)
{
  g_autofree char *shown = get_certificate (hub);
  g_autofree char *expected = files_read (path);

  return g_str_equal (shown, expected);
}

static gboolean
look_again (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* No event tells that another process has read a file. */
static void
wait_for_certificate (Hub *hub, const char *path)
{
  guint tick = g_timeout_add (50, look_again, NULL);

  wait_until (shows (hub, path));
  g_source_remove (tick);
}

/* How often the hub has said @words. */
static guint
count_in_log (Hub *hub, const char *words)
{
  g_autofree char *log = program_get_log (hub->program);
  guint count = 0;

  for (const char *at = log; (at = strstr (at, words)) != NULL; at++)
    count++;
  return count;
}

static void
wait_for_log (Hub *hub, const char *words, guint count)
{
  guint tick = g_timeout_add (50, look_again, NULL);

  wait_until (count_in_log (hub, words) >= count);
  g_source_remove (tick);
  g_assert_cmpuint (count_in_log (hub, words), ==, count);
}

/* `dev-certificate --renew` renames new files over the old ones. What is open
 * goes on; what comes sees the new certificate. */
static void
test_rename (HttpsFixture *fixture, gconstpointer data)
{
  g_autofree char *url = client_get_listen_url (fixture->hub, fixture->id);
  g_autoptr (HttpListener) listener = http_listen (url, NULL);

  g_assert_true (shows (fixture->hub, fixture->files->certificate));
  dev_certificate_renew (fixture->files, fixture->bus);
  wait_for_certificate (fixture->hub, fixture->files->certificate);

  http_trust (fixture->files->ca);
  g_free (http_push (fixture->endpoint, "one", -1));
  http_listener_expect (listener, "one\n\n");
  dev_certificate_renew (fixture->files, fixture->bus);
  wait_for_certificate (fixture->hub, fixture->files->certificate);
  http_trust (fixture->files->ca);
  g_free (http_push (fixture->endpoint, "two", -1));
  http_listener_expect (listener, "one\n\ntwo\n\n");
}

/* A pair that does not belong together is told once; the one before stays. */
static void
test_half_a_pair (HttpsFixture *fixture, gconstpointer data)
{
  g_autofree char *old = files_read (fixture->files->certificate);
  g_autofree char *key = files_read (fixture->files->key);
  g_autofree char *shown = NULL;
  const char *trouble = "is not the key of";

  dev_certificate_renew (fixture->files, fixture->bus);
  wait_for_certificate (fixture->hub, fixture->files->certificate);
  g_assert_true (
      g_file_set_contents (fixture->files->certificate, old, -1, NULL));
  wait_for_log (fixture->hub, trouble, 1);
  g_assert_true (
      g_file_set_contents (fixture->files->certificate, old, -1, NULL));

  shown = get_certificate (fixture->hub);
  g_assert_cmpstr (shown, !=, old);
  g_assert_true (g_file_set_contents (fixture->files->key, key, -1, NULL));
  wait_for_certificate (fixture->hub, fixture->files->certificate);
  g_assert_cmpuint (count_in_log (fixture->hub, trouble), ==, 1);
}

/* Each renewal has files of its own, and what the hub knows are links to the
 * last of them, as certbot keeps them. */
static void
link_to (Bus *bus, DevCertificate *files)
{
  const char *const from[] = { files->certificate, files->key };
  const char *const to[] = { "certificate.pem", "key.pem" };

  for (gsize i = 0; i < G_N_ELEMENTS (from); i++)
    {
      g_autofree char *link = bus_get_path (bus, to[i]);

      g_unlink (link);
      g_assert_no_errno (symlink (from[i], link));
    }
}

static void
test_links (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (DevCertificate) first = dev_certificate_new (bus, "first");
  g_autoptr (DevCertificate) second = dev_certificate_new (bus, "second");
  g_autofree char *certificate = bus_get_path (bus, "certificate.pem");
  g_autofree char *key = bus_get_path (bus, "key.pem");
  g_autoptr (Hub) hub = NULL;

  link_to (bus, first);
  hub = hub_start (bus, "--ephemeral", "--tls-certificate", certificate,
                   "--tls-key", key, NULL);
  g_assert_true (shows (hub, certificate));

  link_to (bus, second);
  wait_for_certificate (hub, second->certificate);
  dev_certificate_renew (second, bus);
  wait_for_certificate (hub, second->certificate);
}

/* Promise 5: looking after files costs nothing while they stay as they are. */
static guint64
count_sleeps (int pid, const char *task)
{
  static const char field[] = "\nvoluntary_ctxt_switches:";
  g_autofree char *path =
      g_strdup_printf ("/proc/%d/task/%s/status", pid, task);
  g_autofree char *text = files_read (path);
  const char *line = strstr (text, field);

  g_assert_nonnull (line);
  return g_ascii_strtoull (g_strchug ((char *) line + strlen (field)), NULL,
                           10);
}

/* Of all threads. */
static guint64
count_all_sleeps (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/task", pid);
  g_autoptr (GDir) tasks = g_dir_open (path, 0, NULL);
  const char *task;
  guint64 sleeps = 0;

  while ((task = g_dir_read_name (tasks)) != NULL)
    sleeps += count_sleeps (pid, task);
  return sleeps;
}

static gboolean
on_over (gpointer user_data)
{
  gboolean *over = user_data;

  *over = TRUE;
  return G_SOURCE_REMOVE;
}

static guint64
watch (int pid, guint seconds)
{
  guint64 before = count_all_sleeps (pid);
  gboolean over = FALSE;

  g_timeout_add_seconds (seconds, on_over, &over);
  wait_until (over);
  return count_all_sleeps (pid) - before;
}

static void
test_idle (HttpsFixture *fixture, gconstpointer data)
{
  g_autofree char *url = client_get_listen_url (fixture->hub, fixture->id);
  g_autoptr (HttpListener) listener = NULL;

  dev_certificate_renew (fixture->files, fixture->bus);
  wait_for_certificate (fixture->hub, fixture->files->certificate);
  http_trust (fixture->files->ca);
  listener = http_listen (url, NULL);

  /* Threads of GLib end some time after their last work. */
  while (watch (fixture->hub->pid, 1) > 0)
    continue;
  g_assert_cmpuint (watch (fixture->hub->pid, IDLE_SECONDS), ==, 0);
}

#define TEST(name, function)                                                   \
  g_test_add ("/https-reload/" name, HttpsFixture, NULL, https_fixture_set_up, \
              function, https_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("rename", test_rename);
  TEST ("half", test_half_a_pair);
  g_test_add_func ("/https-reload/links", test_links);
  TEST ("idle", test_idle);
  return g_test_run ();
}
