/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/arguments.h"

#include "core/error.h"

/* contracts/dbus.md, "Register (v2 keys)". */

static PhRegistration *
read_registration (const char *text, GError **error)
{
  g_autoptr (GVariant) args =
      g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL);

  g_assert_nonnull (args);
  return ph_arguments_read_registration (args, error);
}

static void
test_every_key (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhRegistration) wanted = read_registration (
      "{'service': <'org.example.App'>, 'token': <'secret'>, "
      "'description': <'An example'>, 'vapid': <'key'>, 'new': <1.5>}",
      &error);

  g_assert_no_error (error);
  g_assert_cmpint (wanted->kind, ==, PH_REGISTRATION_APP);
  g_assert_cmpuint (wanted->version, ==, 2);
  g_assert_cmpstr (wanted->service, ==, "org.example.App");
  g_assert_cmpstr (wanted->token, ==, "secret");
  g_assert_cmpstr (wanted->description, ==, "An example");
  g_assert_cmpstr (wanted->vapid, ==, "key");
}

static void
test_optional_keys (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PhRegistration) wanted = read_registration (
      "{'service': <'org.example.App'>, 'token': <'secret'>}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (wanted->description, ==, "");
  g_assert_null (wanted->vapid);
}

static void
test_wrong (void)
{
  static const struct
  {
    const char *args;
    const char *sentence;
  } wrong[] = {
    { "{'token': <'t'>}", "service: is missing." },
    { "{'service': <'s'>}", "token: is missing." },
    { "{'service': <uint32 7>, 'token': <'t'>}",
      "service: must be a string (s), not u." },
    { "{'service': <'s'>, 'token': <['t']>}",
      "token: must be a string (s), not as." },
    { "{'service': <'s'>, 'token': <'t'>, 'description': <<'d'>>}",
      "description: must be a string (s), not v." },
    { "{'service': <'s'>, 'token': <'t'>, 'vapid': <b'key'>}",
      "vapid: must be a string (s), not ay." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_registration (wrong[i].args, &error));
      g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, wrong[i].sentence);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arguments/every-key", test_every_key);
  g_test_add_func ("/arguments/optional-keys", test_optional_keys);
  g_test_add_func ("/arguments/wrong", test_wrong);
  return g_test_run ();
}
