/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/registration.h"

#include "core/error.h"

static void
test_copy_is_equal_and_apart (void)
{
  g_autoptr (PhRegistration) original =
      ph_registration_new (PH_REGISTRATION_APP);
  g_autoptr (PhRegistration) copy = NULL;

  original->id = 5;
  original->version = 2;
  original->service = g_strdup ("org.example.App");
  original->token = g_strdup ("token");
  original->description = g_strdup ("");
  original->endpoint = g_strdup ("endpoint");
  original->created = 10;
  original->last_used = 20;
  copy = ph_registration_copy (original);

  g_assert_cmpint (copy->id, ==, 5);
  g_assert_cmpint (copy->kind, ==, PH_REGISTRATION_APP);
  g_assert_cmpuint (copy->version, ==, 2);
  g_assert_cmpstr (copy->service, ==, "org.example.App");
  g_assert_true (copy->service != original->service);
  g_assert_cmpstr (copy->token, ==, "token");
  g_assert_true (copy->token != original->token);
  g_assert_cmpstr (copy->description, ==, "");
  g_assert_null (copy->vapid);
  g_assert_cmpstr (copy->endpoint, ==, "endpoint");
  g_assert_true (copy->endpoint != original->endpoint);
  g_assert_null (copy->announced);
  g_assert_cmpint (copy->created, ==, 10);
  g_assert_cmpint (copy->last_used, ==, 20);
}

static void
check_refused (const char *service,
               const char *token,
               const char *description,
               const char *field)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (
      ph_registration_check_fields (service, token, description, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, field));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
test_fields_within_the_rules (void)
{
  g_autofree char *hundred = g_strnfill (100, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (
      ph_registration_check_fields ("org.example.App", "t", NULL, &error));
  g_assert_no_error (error);
  g_assert_true (ph_registration_check_fields ("org.example.App", hundred,
                                               hundred, &error));
  g_assert_no_error (error);
  g_assert_true (
      ph_registration_check_fields ("org.example.App", "t", "", &error));
  g_assert_no_error (error);
}

static void
test_fields_against_the_rules (void)
{
  g_autofree char *too_long = g_strnfill (101, 'x');

  check_refused (":1.5", "t", "", "service: ");
  check_refused ("", "t", "", "service: ");
  check_refused ("App", "t", "", "service: ");
  check_refused ("org..App", "t", "", "service: ");
  check_refused ("org.example.App", "", "", "token: ");
  check_refused ("org.example.App", too_long, "", "token: ");
  check_refused ("org.example.App", "t", too_long, "description: ");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registration/copy", test_copy_is_equal_and_apart);
  g_test_add_func ("/registration/within", test_fields_within_the_rules);
  g_test_add_func ("/registration/against", test_fields_against_the_rules);
  return g_test_run ();
}
