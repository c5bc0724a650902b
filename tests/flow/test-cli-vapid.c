/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* An application server with a key of its own: listen --vapid, send --vapid.
 * How the key is made is in test-vapid-new.c. */

#include "support/hub.h"
#include "support/verb.h"

#include <string.h>

#define APP "org.example.Chat"

/* A key on another curve, P-384. */
#define OTHER_CURVE                                                            \
  "-----BEGIN PRIVATE KEY-----\n"                                              \
  "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDCtzkCCjD/Gp4pQ/6eM\n"         \
  "t8Q8epUQKU67+yQAy38fUirVABCx96itKp6noBJrSp7WLrWhZANiAARHRlxMwmgU\n"         \
  "k4jFEsBzmHNpjc8OVZxbyRjaHQnp4llKR6XWcyEXBMDudeoxLUqdl9ZAhDSAUpsr\n"         \
  "9hW+qG/UaEV3dY+TrS43awAVnLYjrOvusK5jaI6eyt/hZhWq1IdebPY=\n"                 \
  "-----END PRIVATE KEY-----\n"

/* Of the example in RFC 8291 appendix A. */
#define SEC1                                                                   \
  "-----BEGIN EC PRIVATE KEY-----\n"                                           \
  "MHcCAQEEIKtXV6cN1KU+VTprv3H/7+oodOwHprN548SPiVoC3DPeoAoGCCqGSM49\n"         \
  "AwEHoUQDQgAEJXGyvs3942BVGq8e0PTNNmwRzr5VX4m8t7GGpTM5FzFo7OLr4BhZ\n"         \
  "e9MEebhuPI+OztV3ylkYfpJGmQ22ggCLDg==\n"                                     \
  "-----END EC PRIVATE KEY-----\n"
#define SEC1_PUBLIC                                                            \
  "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZ"   \
  "GH6SRpkNtoIAiw4"

/* A strict hub and an app that takes pushes of one sender only, encrypted. */
typedef struct
{
  Bus *bus;
  Hub *hub;
  char *file; /* the sender's private key */
  Program *listen;
  char *endpoint;
  char *p256dh;
  char *auth;
} Fixture;

/* Returns: (transfer full): the public key of the new one in @file. */
static char *
new_key (Bus *bus, const char *file)
{
  g_autoptr (Outcome) outcome = program_run (bus, "vapid", "new", file, NULL);

  expect_status (outcome, DONE);
  g_assert_cmpstr (outcome->err, ==, "");
  return g_strdup (g_strchomp (outcome->out));
}

static void
start_listen (Fixture *f, const char *key)
{
  const char *const args[] = { "listen",  APP, "--json", "--encrypted",
                               "--vapid", key, NULL };
  g_autofree char *registered = NULL;
  g_autofree char *announced = NULL;
  g_autofree char *keys = NULL;

  f->listen = program_start (f->bus, args);
  registered = program_read_line (f->listen);
  announced = program_read_line (f->listen);
  f->endpoint = get_member (announced, "endpoint");
  keys = get_member (announced, "keys");
  f->p256dh = get_member (keys, "p256dh");
  f->auth = get_member (keys, "auth");
}

/* @pem: (nullable): the sender's key, SEC1; NULL for a new one */
static void
set_up (Fixture *f, gconstpointer pem)
{
  g_autofree char *key = NULL;

  f->bus = bus_new ();
  f->hub = hub_start (f->bus, "--ephemeral", "--strict", NULL);
  f->file = bus_get_path (f->bus, "sender.pem");
  if (pem == NULL)
    key = new_key (f->bus, f->file);
  else
    g_assert_true (g_file_set_contents (f->file, pem, -1, NULL));
  start_listen (f, key != NULL ? key : SEC1_PUBLIC);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  program_free (f->listen);
  hub_stop (f->hub);
  bus_free (f->bus);
  g_free (f->file);
  g_free (f->endpoint);
  g_free (f->p256dh);
  g_free (f->auth);
}

/* Sends to @target, encrypted.
 *
 * @file: (nullable): the key to sign with
 * @option: (nullable): one more, for a signed one */
static Outcome *
send (Fixture *f,
      const char *target,
      const char *text,
      const char *file,
      const char *option)
{
  g_autofree char *vapid =
      file != NULL ? g_strconcat ("--vapid=", file, NULL) : NULL;

  return program_run (f->bus, "send", target, text, "--encrypt", f->p256dh,
                      f->auth, vapid, option, NULL);
}

static void
expect_text (Fixture *f, const char *text)
{
  g_autofree char *line = program_read_line (f->listen);

  expect_member (line, "event", "message");
  expect_member (line, "decrypted", "true");
  expect_member (line, "text", text);
}

/* To the URL and to the app, once and several times, whoever is to be reached:
 * a strict hub finds nothing to refuse. */
static void
test_own_key (Fixture *f, gconstpointer unused)
{
  g_autoptr (Outcome) url = send (f, f->endpoint, "first", f->file, NULL);
  g_autoptr (Outcome) app = send (f, APP, "twice", f->file, "--count=2");
  g_autoptr (Outcome) mail =
      send (f, APP, "by mail", f->file, "--subject=mailto:push@example.com");
  g_autoptr (Outcome) page =
      send (f, APP, "by page", f->file, "--subject=https://example.com/me");

  expect_status (url, DONE);
  g_assert_true (g_str_has_prefix (url->out, "201 "));
  expect_status (app, DONE);
  expect_status (mail, DONE);
  expect_status (page, DONE);
  expect_text (f, "first");
  expect_text (f, "twice");
  expect_text (f, "twice");
  expect_text (f, "by mail");
  expect_text (f, "by page");
}

static void
expect_refused (Outcome *outcome, const char *beginning, const char *words)
{
  expect_status (outcome, REFUSED);
  if (!g_str_has_prefix (outcome->err, beginning) ||
      strstr (outcome->err, words) == NULL)
    g_error ("\"%s\" ... \"%s\" is not in \"%s\"", beginning, words,
             outcome->err);
}

/* Nobody else can push, and what comes next does arrive. */
static void
test_other_key (Fixture *f, gconstpointer unused)
{
  g_autofree char *file = bus_get_path (f->bus, "other.pem");
  g_autofree char *key = new_key (f->bus, file);
  g_autoptr (Outcome) other = send (f, f->endpoint, "other", file, NULL);
  g_autoptr (Outcome) json = send (f, f->endpoint, "other", file, "--json");
  g_autoptr (Outcome) none = send (f, f->endpoint, "none", NULL, NULL);
  g_autoptr (Outcome) right = send (f, f->endpoint, "right", f->file, NULL);

  expect_refused (other, "pushhub: The push server refused the push (403): ",
                  "another key");
  expect_status (json, REFUSED);
  expect_member (json->out, "status", "403");
  expect_refused (none, "pushhub: The push server refused the push (401): ",
                  "Authorization");
  expect_status (right, DONE);
  expect_text (f, "right");
}

/* A key that other programs made, in the form that OpenSSL has used for
 * long. */
static void
test_key_of_others (Fixture *f, gconstpointer pem)
{
  g_autoptr (Outcome) sent = send (f, f->endpoint, "Hello", f->file, NULL);

  expect_status (sent, DONE);
  expect_text (f, "Hello");
}

/* One sentence that names the file, and what to try. */
static void
expect_no_key (Bus *bus, const char *text, int status, const char *fault)
{
  g_autofree char *file = bus_get_path (bus, "key.pem");
  g_autofree char *expected =
      g_strdup_printf ("pushhub: --vapid: %s%s\nMake a key with 'pushhub vapid "
                       "new FILE'.\n",
                       file, fault);
  g_autoptr (Outcome) outcome = NULL;

  if (text != NULL)
    g_assert_true (g_file_set_contents (file, text, -1, NULL));
  outcome = program_run (bus, "send", APP, "x", "--vapid", file, NULL);
  expect_status (outcome, status);
  g_assert_cmpstr (outcome->err, ==, expected);
}

/* Before anything is sent, or even a hub is looked for. */
static void
test_no_key (void)
{
  g_autoptr (Bus) bus = bus_new ();

  expect_no_key (bus, NULL, FAILED, ": No such file or directory.");
  expect_no_key (bus, "", USAGE, " must be a private key in PEM form.");
  expect_no_key (bus, "secret", USAGE, " must be a private key in PEM form.");
  expect_no_key (bus, OTHER_CURVE, USAGE,
                 " must be a key on the curve P-256, not secp384r1.");
}

/* It does not read for ever. */
static void
test_endless_key (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Outcome) outcome =
      program_run (bus, "send", APP, "x", "--vapid", "/dev/zero", NULL);

  expect_status (outcome, USAGE);
  g_assert_nonnull (
      strstr (outcome->err, "/dev/zero must be at most 65536 octets of PEM."));
}

static void
expect_usage (Bus *bus,
              const char *endpoint,
              const char *file,
              const char *subject,
              const char *message)
{
  const char *option = file != NULL ? "--vapid" : "--json";
  g_autofree char *subject_option = g_strconcat ("--subject=", subject, NULL);
  g_autofree char *expected =
      g_strdup_printf ("pushhub: %s\nSee 'pushhub help send'.\n", message);
  g_autoptr (Outcome) outcome = program_run (
      bus, "send", endpoint, "x", subject_option, option, file, NULL);

  expect_status (outcome, USAGE);
  g_assert_cmpstr (outcome->err, ==, expected);
}

static void
test_usage (void)
{
  static const char form[] =
      "--subject: must be a mailto: or https: URL, not at localhost.";
  g_autoptr (Bus) bus = bus_new ();
  g_autofree char *file = bus_get_path (bus, "sender.pem");
  g_autofree char *key = new_key (bus, file);
  g_autofree char *long_name = g_strnfill (3000, 'x');
  g_autofree char *long_subject =
      g_strconcat ("mailto:", long_name, "@example.com", NULL);

  expect_usage (bus, APP, file, "push@example.com", form);
  expect_usage (bus, APP, file, "http://example.com", form);
  expect_usage (bus, APP, file, "mailto:me@localhost", form);
  expect_usage (bus, APP, file, "", form);
  expect_usage (bus, APP, file, long_subject, form);
  expect_usage (bus, APP, NULL, "mailto:push@example.com",
                "--subject: is for --vapid, which is missing.");
  expect_usage (bus, "http://me:secret@127.0.0.1:9/", file,
                "mailto:push@example.com",
                "--vapid: the endpoint must be without a user name and have at "
                "most 2048 octets.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/cli-vapid/own-key", Fixture, NULL, set_up, test_own_key,
              tear_down);
  g_test_add ("/cli-vapid/other-key", Fixture, NULL, set_up, test_other_key,
              tear_down);
  g_test_add ("/cli-vapid/key-of-others", Fixture, SEC1, set_up,
              test_key_of_others, tear_down);
  g_test_add_func ("/cli-vapid/no-key", test_no_key);
  g_test_add_func ("/cli-vapid/endless-key", test_endless_key);
  g_test_add_func ("/cli-vapid/usage", test_usage);
  return g_test_run ();
}
