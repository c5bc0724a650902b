/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/app.h"

#include "core/error.h"

#include <string.h>

/* As the manager lists it, with what the search looks at. */
static GVariant *
create_entry (gint64 id, const char *kind, const char *service)
{
  g_auto (GVariantDict) entry = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&entry, "id", "x", id);
  g_variant_dict_insert (&entry, "kind", "s", kind);
  g_variant_dict_insert (&entry, "service", "s", service);
  g_variant_dict_insert (&entry, "description", "s", "");
  g_variant_dict_insert (&entry, "endpoint", "s", "abc");
  return g_variant_dict_end (&entry);
}

static GPtrArray *
create_apps (void)
{
  GVariant *entries[] = {
    create_entry (1, "app", "org.kde.Tokodon"),
    create_entry (2, "app", "org.kde.NeoChat"),
    create_entry (3, "client", ""),
    create_entry (12, "app", "org.example.App"),
    create_entry (13, "app", "org.example.App2"),
    create_entry (14, "app", "org.example.Twice"),
    create_entry (15, "app", "org.example.Twice"),
  };
  g_autoptr (GVariant) list = g_variant_ref_sink (g_variant_new_array (
      G_VARIANT_TYPE_VARDICT, entries, G_N_ELEMENTS (entries)));

  return ph_apps_new (list);
}

static void
test_finds (void)
{
  static const struct
  {
    const char *wanted;
    gint64 id;
  } cases[] = {
    { "1", 1 },
    { "12", 12 },
    { "org.kde.Tokodon", 1 },
    { "Tokodon", 1 },
    { "neochat", 2 },
    { "client", 3 },
    { "client-ba7816", 3 },
    /* A whole name wins over being a part of another one. */
    { "org.example.App", 12 },
    { "2", 2 },
  };
  g_autoptr (GPtrArray) apps = create_apps ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const PhApp *app = ph_apps_find (apps, cases[i].wanted, &error);

      g_assert_no_error (error);
      g_assert_cmpint (app->id, ==, cases[i].id);
    }
}

static void
test_lists_candidates (void)
{
  static const char *const several[] = { "org.kde", "example",
                                         "org.example.Twice", "APP" };
  g_autoptr (GPtrArray) apps = create_apps ();

  for (gsize i = 0; i < G_N_ELEMENTS (several); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ph_apps_find (apps, several[i], &error));
      g_assert_error (error, PH_ERROR, PH_ERROR_INVALID);
    }
}

static void
test_names_every_candidate (void)
{
  g_autoptr (GPtrArray) apps = create_apps ();
  g_autoptr (GError) error = NULL;

  g_assert_null (ph_apps_find (apps, "twice", &error));
  g_assert_nonnull (strstr (error->message, "  14  org.example.Twice"));
  g_assert_nonnull (strstr (error->message, "  15  org.example.Twice"));
  g_assert_null (strstr (error->message, "Tokodon"));
}

/* The digits of "client-ba7816" are not a number of a registration. */
static void
test_digits_are_a_number (void)
{
  g_autoptr (GPtrArray) apps = create_apps ();
  g_autoptr (GError) error = NULL;

  g_assert_null (ph_apps_find (apps, "7816", &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_NOT_FOUND);
}

static void
test_finds_nothing (void)
{
  static const char *const unknown[] = { "", "99", "-1", "org.gnome", "1x" };
  g_autoptr (GPtrArray) apps = create_apps ();

  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ph_apps_find (apps, unknown[i], &error));
      g_assert_error (error, PH_ERROR, PH_ERROR_NOT_FOUND);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/finds", test_finds);
  g_test_add_func ("/app/lists-candidates", test_lists_candidates);
  g_test_add_func ("/app/names-candidates", test_names_every_candidate);
  g_test_add_func ("/app/digits", test_digits_are_a_number);
  g_test_add_func ("/app/finds-nothing", test_finds_nothing);
  return g_test_run ();
}
