/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/bind.h"

#include "core/error.h"

#include <stdlib.h>
#include <string.h>

static const char *const loopback[] = { "127.0.0.1", NULL };

static void
test_a_free_port (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sockets = ph_bind (loopback, 0, &error);
  g_autofree char *name = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (sockets->len, ==, 1);
  name = ph_bind_get_name (sockets->pdata[0]);
  g_assert_true (g_str_has_prefix (name, "127.0.0.1:"));
  g_assert_false (g_str_has_suffix (name, ":0"));
  g_assert_cmpint (atoi (name + strlen ("127.0.0.1:")), ==,
                   ph_bind_get_port (sockets->pdata[0]));
}

/* Two addresses of IPv4, which every machine has. */
static void
test_one_port_for_all (void)
{
  static const char *const two[] = { "127.0.0.1", "127.0.0.2", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sockets = ph_bind (two, 0, &error);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (sockets->len, ==, 2);
  first = ph_bind_get_name (sockets->pdata[0]);
  second = ph_bind_get_name (sockets->pdata[1]);
  g_assert_cmpstr (strchr (first, ':'), ==, strchr (second, ':'));
}

static void
test_taken_port_is_named (void)
{
  g_autoptr (GPtrArray) first = ph_bind (loopback, 0, NULL);
  g_autofree char *name = ph_bind_get_name (first->pdata[0]);
  g_autoptr (GError) error = NULL;
  guint port = (guint) atoi (strchr (name, ':') + 1);
  g_autoptr (GPtrArray) second = ph_bind (loopback, port, &error);

  g_assert_null (second);
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  g_assert_nonnull (g_strstr_len (error->message, -1, strchr (name, ':') + 1));
}

static void
test_no_address (void)
{
  static const char *const wrong[] = { "localhost", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) sockets = ph_bind (wrong, 0, &error);

  g_assert_null (sockets);
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  g_assert_nonnull (g_strstr_len (error->message, -1, "localhost"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bind/free-port", test_a_free_port);
  g_test_add_func ("/bind/one-port", test_one_port_for_all);
  g_test_add_func ("/bind/taken", test_taken_port_is_named);
  g_test_add_func ("/bind/no-address", test_no_address);
  return g_test_run ();
}
