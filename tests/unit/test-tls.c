/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/tls.h"

#include "core/error.h"
#include "support/files.h"
#include "support/tls-files.h"
#include "support/wait.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>

static PhTls *
open_tls (TlsFiles *files)
{
  PhSettings settings = {
    .tls_certificate = files->certificate,
    .tls_key = files->key,
  };
  g_autoptr (GError) error = NULL;
  PhTls *tls = NULL;

  g_assert_true (ph_tls_open (&settings, &tls, &error));
  g_assert_no_error (error);
  g_assert_nonnull (tls);
  return tls;
}

static gboolean
on_certificate (GTlsConnection *connection,
                GTlsCertificate *certificate,
                GTlsCertificateFlags errors,
                gpointer user_data)
{
  return TRUE;
}

static GSocket *
take_descriptor (int descriptor)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new_from_fd (descriptor, &error);

  g_assert_no_error (error);
  return socket;
}

/* Returns: (transfer full): what a client is shown. */
static char *
get_certificate (PhTls *tls)
{
  g_autoptr (GSocket) near = NULL;
  g_autoptr (GSocket) far = NULL;
  g_autoptr (GSocketConnection) base = NULL;
  g_autoptr (GIOStream) server = NULL;
  g_autoptr (GIOStream) client = NULL;
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GAsyncResult) shaken = NULL;
  g_autoptr (GError) error = NULL;
  char *pem = NULL;
  char octet;
  int pair[2];

  g_assert_no_errno (socketpair (AF_UNIX, SOCK_STREAM, 0, pair));
  near = take_descriptor (pair[0]);
  far = take_descriptor (pair[1]);
  server = ph_tls_wrap (tls, near);
  base = g_socket_connection_factory_create_connection (far);
  client = g_tls_client_connection_new (G_IO_STREAM (base), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (client, "accept-certificate", G_CALLBACK (on_certificate),
                    NULL);

  g_input_stream_read_async (g_io_stream_get_input_stream (server), &octet, 1,
                             G_PRIORITY_DEFAULT, NULL, wait_take_result,
                             &asked);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (client),
                                    G_PRIORITY_DEFAULT, NULL, wait_take_result,
                                    &shaken);
  wait_until (shaken != NULL);
  g_assert_true (g_tls_connection_handshake_finish (G_TLS_CONNECTION (client),
                                                    shaken, &error));
  g_object_get (
      g_tls_connection_get_peer_certificate (G_TLS_CONNECTION (client)),
      "certificate-pem", &pem, NULL);
  g_io_stream_close (client, NULL, NULL);
  wait_until (asked != NULL);
  return pem;
}

static void
expect_certificate (PhTls *tls, const char *path)
{
  g_autofree char *pem = get_certificate (tls);
  g_autofree char *expected = files_read (path);

  g_assert_cmpstr (pem, ==, expected);
}

static gboolean
look_again (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* No event tells the test that the pair has been read. */
static void
wait_for_certificate (PhTls *tls, const char *path)
{
  g_autofree char *expected = files_read (path);
  g_autofree char *pem = get_certificate (tls);
  guint tick = g_timeout_add (20, look_again, NULL);

  while (!g_str_equal (pem, expected))
    {
      g_main_context_iteration (NULL, TRUE);
      g_free (pem);
      pem = get_certificate (tls);
    }
  g_source_remove (tick);
}

static void
move (const char *from, const char *to)
{
  g_assert_no_errno (g_rename (from, to));
}

static void
test_only_when_asked_for (void)
{
  PhSettings settings = { 0 };
  PhTls *tls = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (ph_tls_open (&settings, &tls, &error));
  g_assert_no_error (error);
  g_assert_null (tls);
}

static void
test_one_without_the_other (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  PhSettings halves[] = {
    { .tls_certificate = files->certificate },
    { .tls_key = files->key },
  };
  const char *const missing[] = { "tls-key is missing",
                                  "tls-certificate is missing" };

  for (gsize i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      g_autoptr (GError) error = NULL;
      PhTls *tls = NULL;

      g_assert_false (ph_tls_open (&halves[i], &tls, &error));
      g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, missing[i]));
      g_assert_null (tls);
    }
}

static void
test_wrong_files (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  PhSettings settings = {
    .tls_certificate = files->certificate,
    .tls_key = files->ca,
  };
  g_autoptr (GError) error = NULL;
  PhTls *tls = NULL;

  g_assert_false (ph_tls_open (&settings, &tls, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
}

static void
test_shows_its_certificate (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autoptr (PhTls) tls = open_tls (files);

  expect_certificate (tls, files->certificate);
}

static void
test_takes_a_new_pair (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autoptr (TlsFiles) second = tls_files_new ();
  g_autoptr (TlsFiles) third = tls_files_new ();
  g_autoptr (PhTls) tls = open_tls (files);

  move (second->certificate, files->certificate);
  move (second->key, files->key);
  wait_for_certificate (tls, files->certificate);
  move (third->key, files->key);
  move (third->certificate, files->certificate);
  wait_for_certificate (tls, files->certificate);
}

static guint troubles;

static GLogWriterOutput
count_trouble (GLogLevelFlags level,
               const GLogField *fields,
               gsize n_fields,
               gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") &&
        strstr (fields[i].value, "stay in use") != NULL)
      troubles++;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

static gboolean
on_passed (gpointer user_data)
{
  gboolean *passed = user_data;

  *passed = TRUE;
  return G_SOURCE_REMOVE;
}

/* Enough for what would be told about a change, if it were. */
static void
pass_time (void)
{
  gboolean passed = FALSE;

  g_timeout_add (1000, on_passed, &passed);
  wait_until (passed);
}

/* The same trouble is told once, whatever happens to the files; then again
 * when a good pair was between. */
static void
test_keeps_the_old_pair (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autoptr (TlsFiles) second = tls_files_new ();
  g_autoptr (PhTls) tls = open_tls (files);
  g_autofree char *old = tls_files_get_path (files, "old.pem");
  g_autofree char *certificate = files_read (files->certificate);

  g_assert_true (g_file_set_contents (old, certificate, -1, NULL));
  troubles = 0;
  move (second->certificate, files->certificate);
  wait_until (troubles == 1);
  expect_certificate (tls, old);

  g_assert_no_errno (g_chmod (files->key, 0640));
  pass_time ();
  g_assert_cmpuint (troubles, ==, 1);
  g_assert_no_errno (g_unlink (files->certificate));
  wait_until (troubles == 2);
  expect_certificate (tls, old);

  move (old, files->certificate);
  pass_time ();
  expect_certificate (tls, files->certificate);
  g_assert_cmpuint (troubles, ==, 2);
  g_assert_no_errno (g_unlink (files->certificate));
  wait_until (troubles == 3);
}

/* Nobody waits for what is being read: that begins when the timer has run out
 * that a change starts. */
static void
test_may_go_while_it_reads (void)
{
  g_autoptr (TlsFiles) files = tls_files_new ();
  g_autoptr (TlsFiles) second = tls_files_new ();
  PhTls *tls = open_tls (files);

  move (second->certificate, files->certificate);
  while (wait_get_sleep () < 0)
    g_main_context_iteration (NULL, TRUE);
  while (wait_get_sleep () >= 0)
    g_main_context_iteration (NULL, TRUE);
  ph_tls_free (tls);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (count_trouble, NULL, NULL);
  g_test_add_func ("/tls/off", test_only_when_asked_for);
  g_test_add_func ("/tls/halves", test_one_without_the_other);
  g_test_add_func ("/tls/wrong", test_wrong_files);
  g_test_add_func ("/tls/shows", test_shows_its_certificate);
  g_test_add_func ("/tls/new", test_takes_a_new_pair);
  g_test_add_func ("/tls/old", test_keeps_the_old_pair);
  g_test_add_func ("/tls/goes", test_may_go_while_it_reads);
  return g_test_run ();
}
