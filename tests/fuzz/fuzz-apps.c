/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/app.h"

#include "fuzz/fuzz.h"

/* What a hub answers to ListRegistrations, aa{sv} in GVariant's text form; the
 * line before it is what a person calls one of them. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);
  g_auto (GStrv) parts = g_strsplit (text, "\n", 2);
  g_autoptr (GVariant) list = NULL;
  g_autoptr (GPtrArray) apps = NULL;
  g_autoptr (GError) error = NULL;
  const PhApp *app;

  if (g_strv_length (parts) == 2 && g_utf8_validate (text, -1, NULL))
    list =
        g_variant_parse (G_VARIANT_TYPE ("aa{sv}"), parts[1], NULL, NULL, NULL);
  if (list == NULL)
    return 0;

  apps = ph_apps_new (list);
  g_assert_cmpuint (apps->len, ==, g_variant_n_children (list));
  app = ph_apps_find (apps, parts[0], &error);
  g_assert_true ((app == NULL) == (error != NULL));
  if (app != NULL)
    g_assert_true (g_ptr_array_find (apps, app, NULL));
  return 0;
}
