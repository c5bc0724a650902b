/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/protocol.h"

/* contracts/dbus.md, "Interfaces": the app's side of both versions. */

static PhRegistration *
registration_new (void)
{
  PhRegistration *registration = ph_registration_new (PH_REGISTRATION_APP);

  registration->token = g_strdup ("token");
  return registration;
}

static void
assert_prints (GVariant *arguments, const char *expected)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (arguments);
  g_autofree char *text = g_variant_print (sunk, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static PhPush *
push_new (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("\0\xff", 2);

  return ph_push_new ("id", 1, 1, &(PhPushContent){ .body = body, .ttl = 60 },
                      0);
}

static void
test_version_1 (void)
{
  g_autoptr (PhRegistration) app = registration_new ();
  g_autoptr (PhPush) push = push_new ();

  g_assert_cmpstr (ph_connector1.interface, ==, "org.unifiedpush.Connector1");
  g_assert_true (ph_connector1.silence_is_consent);
  assert_prints (ph_connector1.message (app, push),
                 "('token', [0x00, 0xff], 'id')");
  assert_prints (ph_connector1.new_endpoint (app, "http://x"),
                 "('token', 'http://x')");
}

/* An empty token confirms; the real one says that the hub did it. */
static void
test_version_1_says_who_unregistered (void)
{
  g_autoptr (PhRegistration) app = registration_new ();

  assert_prints (ph_connector1.unregistered (app, TRUE), "('',)");
  assert_prints (ph_connector1.unregistered (app, FALSE), "('token',)");
}

static void
test_version_2 (void)
{
  g_autoptr (PhRegistration) app = registration_new ();
  g_autoptr (PhPush) push = push_new ();

  g_assert_cmpstr (ph_connector2.interface, ==, "org.unifiedpush.Connector2");
  g_assert_false (ph_connector2.silence_is_consent);
  assert_prints (ph_connector2.message (app, push),
                 "({'token': <'token'>, 'message': <[byte 0x00, 0xff]>, "
                 "'id': <'id'>},)");
  assert_prints (ph_connector2.new_endpoint (app, "http://x"),
                 "({'token': <'token'>, 'endpoint': <'http://x'>},)");
  assert_prints (ph_connector2.unregistered (app, TRUE),
                 "({'token': <'token'>},)");
  assert_prints (ph_connector2.unregistered (app, FALSE),
                 "({'token': <'token'>},)");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/protocol/1", test_version_1);
  g_test_add_func ("/protocol/1/who-unregistered",
                   test_version_1_says_who_unregistered);
  g_test_add_func ("/protocol/2", test_version_2);
  return g_test_run ();
}
