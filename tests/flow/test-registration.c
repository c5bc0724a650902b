/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Who may register what: the rules of the D-Bus contract that the hub holds
 * apps to, and that it tells them how they broke one. */

#include "support/http.h"
#include "support/hub.h"
#include "support/register.h"

#include <string.h>

#define APP "org.example.Chat"
#define TEN "0123456789"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

/* http-push 1: 160 random bits, and no pattern between two of them. */
static void
test_endpoint_is_unguessable (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) app = app_new (bus, APP);
  g_autofree char *first = register_app (app, 2, "one");
  g_autofree char *second = register_app (app, 2, "two");
  g_autofree char *base = hub_get_url (hub, "/push/id/");

  g_assert_true (g_str_has_prefix (first, base));
  g_assert_cmpuint (strlen (first + strlen (base)), ==, 27);
  g_assert_cmpstr (first, !=, second);
  g_assert_true (g_regex_match_simple ("/[A-Za-z0-9_-]{27}$", second, 0, 0));
}

/* The subscription is bound to its key, so the endpoint changes with it. */
static void
test_other_vapid_key (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) app = app_new (bus, APP);
  static const char *const keys[] = { NULL, VAPID_KEY, OTHER_VAPID_KEY,
                                      VAPID_KEY };
  g_autofree char *before = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *endpoint = NULL;
      g_autofree char *again = NULL;

      register_send (app, 2, "token", NULL, keys[i]);
      register_expect_success (app, 2);
      endpoint = app_expect_endpoint (app, 2, "token");
      register_send (app, 2, "token", NULL, keys[i]);
      register_expect_success (app, 2);
      again = app_expect_endpoint (app, 2, "token");

      g_assert_cmpstr (endpoint, ==, again);
      g_assert_cmpstr (endpoint, !=, before);
      http_expect_status ("GET", endpoint, SOUP_STATUS_OK);
      if (before != NULL)
        http_expect_status ("GET", before, SOUP_STATUS_NOT_FOUND);
      g_free (before);
      before = g_steal_pointer (&endpoint);
    }
}

/* Same token, other service: refused, nothing changes, nobody is named. */
static void
test_token_of_another_app (gconstpointer version)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) owner = app_new (bus, APP);
  g_autoptr (App) thief = app_new (bus, "org.example.Thief");
  g_autofree char *endpoint = register_app (owner, 2, "token");

  register_send (thief, GPOINTER_TO_UINT (version), "token", NULL, NULL);
  register_expect_refusal (thief, "UNAUTHORIZED");
  register_expect_nothing_more (thief);

  g_free (http_push (endpoint, "for the owner", -1));
  app_expect_message (owner, "token", "for the owner", -1);
}

static GVariant *
make_register_args (const char *service, const char *token)
{
  return g_variant_new_parsed ("({'service': <%s>, 'token': <%s>},)", service,
                               token);
}

/* A name that somebody else owns cannot be registered for. */
static void
test_service_of_another_app (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) owner = app_new (bus, APP);
  g_autoptr (App) thief = app_new (bus, "org.example.Thief");
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = register_call (
      thief, 2, "Register", make_register_args (APP, "token"), &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_variant_print (reply, FALSE);
  g_assert_nonnull (strstr (text, "'REGISTRATION_FAILED'"));
  g_assert_nonnull (strstr (text, "'UNAUTHORIZED'"));
  register_expect_nothing_more (owner);
}

/* A name that nobody owns now can: the app registers before it owns it. */
static void
test_service_of_nobody (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) app = app_new (bus, APP);

  app_leave (app);
  register_send (app, 2, "token", NULL, NULL);
  register_expect_success (app, 2);
  app_appear (app);
  g_free (app_expect_endpoint (app, 2, "token"));
}

/* Whatever the answer: only its app can unregister a token. */
static void
test_unregister_of_another_app (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) owner = app_new (bus, APP);
  g_autoptr (App) thief = app_new (bus, "org.example.Thief");
  g_autofree char *endpoint = register_app (owner, 2, "token");
  g_autoptr (GVariant) reply = register_call (
      thief, 2, "Unregister",
      g_variant_new_parsed ("({'token': <%s>},)", "token"), NULL);

  register_expect_nothing_more (thief);
  register_expect_nothing_more (owner);
  http_expect_status ("GET", endpoint, SOUP_STATUS_OK);
}

/* Arguments of Register, as text, that break a rule of the named field. */
static const struct
{
  const char *field;
  const char *args;
} wrong_fields[] = {
  { "service", "{'token': <'t'>}" },
  { "service", "{'service': <''>, 'token': <'t'>}" },
  { "service", "{'service': <':1.5'>, 'token': <'t'>}" },
  { "service", "{'service': <'no name'>, 'token': <'t'>}" },
  { "service", "{'service': <'instance'>, 'token': <'t'>}" },
  { "service", "{'service': <5>, 'token': <'t'>}" },
  { "service", "{'service': <objectpath '/a'>, 'token': <'t'>}" },
  { "token", "{'service': <'" APP "'>}" },
  { "token", "{'service': <'" APP "'>, 'token': <''>}" },
  { "token", "{'service': <'" APP "'>, 'token': <'" HUNDRED "1'>}" },
  { "token", "{'service': <'" APP "'>, 'token': <b't'>}" },
  { "description", "{'service': <'" APP "'>, 'token': <'t'>, "
                   "'description': <'" HUNDRED "1'>}" },
  { "description", "{'service': <'" APP "'>, 'token': <'t'>, "
                   "'description': <true>}" },
  { "vapid", "{'service': <'" APP "'>, 'token': <'t'>, 'vapid': <''>}" },
  { "vapid", "{'service': <'" APP "'>, 'token': <'t'>, 'vapid': <'short'>}" },
  { "vapid", "{'service': <'" APP "'>, 'token': <'t'>, 'vapid': <@ay []>}" },
  { "vapid", "{'service': <'" APP "'>, 'token': <'t'>, "
             "'vapid': <'" VAPID_KEY "='>}" },
  /* The last character of the first coordinate is another: not on P-256. */
  { "vapid", "{'service': <'" APP "'>, 'token': <'t'>, 'vapid': <'"
             "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcyaOzi6-AYWXvTBHm4bjy"
             "Pjs7Vd8pZGH6SRpkNtoIAiw4'>}" },
};

static void
expect_invalid (App *app, guint version, GVariant *args, const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      register_call (app, version, "Register", args, &error);

  g_assert_null (reply);
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS);
  g_assert_nonnull (strstr (error->message, field));
}

/* A call with a field that breaks a rule is answered with InvalidArgs and a
 * sentence that names the field; it changes nothing. */
static void
test_wrong_fields (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) app = app_new (bus, APP);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong_fields); i++)
    {
      g_autoptr (GError) error = NULL;
      GVariant *args = g_variant_parse (
          G_VARIANT_TYPE_VARDICT, wrong_fields[i].args, NULL, NULL, &error);

      g_assert_no_error (error);
      g_test_message ("%s", wrong_fields[i].args);
      expect_invalid (app, 2, g_variant_new ("(@a{sv})", args),
                      wrong_fields[i].field);
    }
  register_expect_nothing_more (app);
}

/* The same rules in version 1. A string that is not UTF-8 is not among them:
 * no library of the bus sends one, and the daemon would end the connection. */
static void
test_wrong_fields_v1 (void)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) app = app_new (bus, APP);

  expect_invalid (app, 1, g_variant_new ("(sss)", "instance", "t", ""),
                  "service");
  expect_invalid (app, 1, g_variant_new ("(sss)", ":1.5", "t", ""), "service");
  expect_invalid (app, 1, g_variant_new ("(sss)", APP, "", ""), "token");
  expect_invalid (app, 1, g_variant_new ("(sss)", APP, HUNDRED "1", ""),
                  "token");
  expect_invalid (app, 1, g_variant_new ("(sss)", APP, "t", HUNDRED "1"),
                  "description");
  register_expect_nothing_more (app);
}

/* The longest and the shortest of what is allowed; unknown keys are ignored. */
static void
test_allowed_fields (void)
{
  static const char *const allowed[] = {
    "{'service': <'" APP "'>, 'token': <'t'>, 'colour': <5>}",
    "{'service': <'" APP "'>, 'token': <'" HUNDRED "'>}",
    "{'service': <'" APP "'>, 'token': <'d'>, 'description': <'" HUNDRED "'>}",
    "{'service': <'" APP "'>, 'token': <'v'>, 'vapid': <'" VAPID_KEY "'>}",
  };
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, "--ephemeral", NULL);
  g_autoptr (App) app = app_new (bus, APP);

  for (gsize i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      GVariant *args = g_variant_parse (G_VARIANT_TYPE_VARDICT, allowed[i],
                                        NULL, NULL, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) reply = register_call (
          app, 2, "Register", g_variant_new ("(@a{sv})", args), &error);
      g_autoptr (AppEvent) endpoint = NULL;

      g_assert_no_error (error);
      endpoint = app_take (app, APP_NEW_ENDPOINT);
      g_assert_nonnull (endpoint->text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/registration/endpoint-is-unguessable",
                   test_endpoint_is_unguessable);
  g_test_add_func ("/registration/other-vapid-key", test_other_vapid_key);
  g_test_add_data_func ("/registration/v1/token-of-another-app",
                        GUINT_TO_POINTER (1), test_token_of_another_app);
  g_test_add_data_func ("/registration/v2/token-of-another-app",
                        GUINT_TO_POINTER (2), test_token_of_another_app);
  g_test_add_func ("/registration/service-of-another-app",
                   test_service_of_another_app);
  g_test_add_func ("/registration/service-of-nobody", test_service_of_nobody);
  g_test_add_func ("/registration/unregister-of-another-app",
                   test_unregister_of_another_app);
  g_test_add_func ("/registration/wrong-fields", test_wrong_fields);
  g_test_add_func ("/registration/v1/wrong-fields", test_wrong_fields_v1);
  g_test_add_func ("/registration/allowed-fields", test_allowed_fields);
  return g_test_run ();
}
