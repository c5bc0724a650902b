/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* A hub that speaks HTTPS: what clients, apps and senders see of it. */

#include "support/client.h"
#include "support/http.h"
#include "support/https-fixture.h"
#include "support/register.h"
#include "support/wire.h"

#include <string.h>

/* Exit statuses of the command line's contract, and one of curl. */
#define FAILED 1
#define USAGE 2
#define CURL_DOES_NOT_TRUST 60

static char *
run_curl (HttpsFixture *fixture, const char *options, int *status)
{
  g_autofree char *command = g_strconcat ("curl -sS ", options, NULL);
  g_autoptr (Program) curl = program_start_command (fixture->bus, command);
  char *out = program_read_all (curl);

  *status = program_wait (curl);
  return out;
}

static void
test_curl (HttpsFixture *fixture, gconstpointer data)
{
  g_autofree char *options = g_strdup_printf (
      "-i -d Hello --cacert %s %s", fixture->files->ca, fixture->endpoint);
  g_autofree char *location =
      g_strdup_printf ("Location: %s/message/", fixture->hub->base_url);
  int status = -1;
  g_autofree char *out = run_curl (fixture, options, &status);

  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_str_has_prefix (fixture->endpoint, "https://127.0.0.1:"));
  g_assert_true (g_str_has_prefix (out, "HTTP/1.1 201 Created\r\n"));
  g_assert_nonnull (strstr (out, location));
}

static void
test_other_names (HttpsFixture *fixture, gconstpointer data)
{
  static const char *const hosts[] = { "localhost", "[::1]" };

  for (gsize i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *options =
          g_strdup_printf ("--cacert %s https://%s:%s/health",
                           fixture->files->ca, hosts[i], fixture->hub->port);
      int status = -1;
      g_autofree char *out = run_curl (fixture, options, &status);

      g_assert_cmpint (status, ==, 0);
      g_assert_cmpstr (out, ==, "{\"status\":\"ok\"}");
    }
}

static void
test_curl_that_does_not_trust (HttpsFixture *fixture, gconstpointer data)
{
  int status = -1;
  g_autofree char *out = run_curl (fixture, fixture->hub->base_url, &status);

  g_assert_cmpint (status, ==, CURL_DOES_NOT_TRUST);
}

static void
test_app (HttpsFixture *fixture, gconstpointer data)
{
  g_autoptr (App) app = app_new (fixture->bus, "org.example.Chat");
  g_autofree char *endpoint = register_app (app, 2, "token");

  g_assert_true (g_str_has_prefix (endpoint, fixture->hub->base_url));
  g_free (http_push (endpoint, "Hello", -1));
  app_expect_message (app, "token", "Hello", -1);
}

/* `send` trusts whom OpenSSL's programs would. */
static void
test_send (HttpsFixture *fixture, gconstpointer data)
{
  g_autofree char *url = client_get_listen_url (fixture->hub, fixture->id);
  g_autoptr (HttpListener) listener = http_listen (url, NULL);
  g_autoptr (DevCertificate) other =
      dev_certificate_new (fixture->bus, "other");
  g_autoptr (Outcome) refused = NULL;
  g_autoptr (Outcome) accepted = NULL;
  g_autoptr (Outcome) wrong = NULL;

  bus_set_variable (fixture->bus, "SSL_CERT_FILE", other->ca);
  refused = program_run (fixture->bus, "send", fixture->endpoint, "lost", NULL);
  g_assert_cmpint (refused->status, ==, FAILED);
  g_assert_nonnull (strstr (refused->err, "SSL_CERT_FILE"));

  bus_set_variable (fixture->bus, "SSL_CERT_FILE", fixture->files->ca);
  accepted =
      program_run (fixture->bus, "send", fixture->endpoint, "Hello", NULL);
  g_assert_cmpint (accepted->status, ==, 0);
  http_listener_expect (listener, "Hello\n\n");

  bus_set_variable (fixture->bus, "SSL_CERT_FILE", fixture->files->key);
  wrong = program_run (fixture->bus, "send", fixture->endpoint, "lost", NULL);
  g_assert_cmpint (wrong->status, ==, FAILED);
  g_assert_nonnull (strstr (wrong->err, fixture->files->key));
}

/* Who forgets the s is told so. */
static void
test_plain_http (HttpsFixture *fixture, gconstpointer data)
{
  g_autoptr (Wire) wire = wire_open (fixture->endpoint);
  g_autofree char *answer = NULL;

  wire_send (wire,
             "POST /push/id/%s HTTP/1.1\r\nHost: localhost\r\n"
             "Content-Length: 5\r\n\r\nHello",
             fixture->id);
  answer = wire_read_all (wire);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 400 "));
  g_assert_nonnull (strstr (answer, "https://"));
}

/* What is no HTTP either ends at once. */
static void
test_garbage (HttpsFixture *fixture, gconstpointer data)
{
  g_autoptr (Wire) wire = wire_open (fixture->endpoint);

  wire_send (wire, "SSH-2.0-OpenSSH_9.2\r\n");
  g_free (wire_read_all (wire));
  g_free (http_push (fixture->endpoint, "Hello", -1));
}

static void
expect_failure (Outcome *outcome, int status, const char *word)
{
  g_test_message ("%s", outcome->err);
  g_assert_cmpint (outcome->status, ==, status);
  g_assert_cmpstr (outcome->out, ==, "");
  g_assert_true (g_str_has_prefix (outcome->err, "pushhub: "));
  g_assert_nonnull (strstr (outcome->err, word));
}

static Outcome *
serve_with (Bus *bus, const char *certificate, const char *key)
{
  return program_run (bus, "serve", "--ephemeral", "--port=0",
                      "--tls-certificate", certificate, "--tls-key", key, NULL);
}

static void
test_wrong_files (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (DevCertificate) files = dev_certificate_new (bus, "dev");
  g_autofree char *missing = bus_get_path (bus, "missing.pem");
  g_autoptr (Outcome) no_certificate = serve_with (bus, missing, files->key);
  g_autoptr (Outcome) no_key = serve_with (bus, files->certificate, missing);
  g_autoptr (Outcome) no_pair = serve_with (bus, files->ca, files->key);
  g_autoptr (Outcome) swapped =
      serve_with (bus, files->key, files->certificate);

  expect_failure (no_certificate, FAILED, missing);
  expect_failure (no_key, FAILED, missing);
  expect_failure (no_pair, FAILED, files->ca);
  expect_failure (swapped, FAILED, files->key);
}

static void
test_one_without_the_other (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (DevCertificate) files = dev_certificate_new (bus, "dev");
  g_autoptr (Outcome) option =
      program_run (bus, "serve", "--ephemeral", "--port=0", "--tls-certificate",
                   files->certificate, NULL);
  g_autoptr (Outcome) variable = NULL;

  expect_failure (option, USAGE, "tls-key");
  bus_set_variable (bus, "PUSHHUB_TLS_KEY", files->key);
  variable = program_run (bus, "serve", "--ephemeral", "--port=0", NULL);
  expect_failure (variable, FAILED, "tls-certificate");
}

/* A hub that cannot start does not end the one that runs. */
static void
test_replaces_nobody (HttpsFixture *fixture, gconstpointer data)
{
  g_autoptr (Outcome) outcome =
      program_run (fixture->bus, "serve", "--replace", "--ephemeral",
                   "--port=0", "--tls-certificate", fixture->files->ca,
                   "--tls-key", fixture->files->key, NULL);

  expect_failure (outcome, FAILED, fixture->files->ca);
  g_free (http_push (fixture->endpoint, "Hello", -1));
}

#define TEST(name, function)                                                   \
  g_test_add ("/https/" name, HttpsFixture, NULL, https_fixture_set_up,        \
              function, https_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("curl", test_curl);
  TEST ("names", test_other_names);
  TEST ("no-trust", test_curl_that_does_not_trust);
  TEST ("app", test_app);
  TEST ("send", test_send);
  TEST ("plain", test_plain_http);
  TEST ("garbage", test_garbage);
  g_test_add_func ("/https/wrong-files", test_wrong_files);
  g_test_add_func ("/https/halves", test_one_without_the_other);
  TEST ("replace", test_replaces_nobody);
  return g_test_run ();
}
