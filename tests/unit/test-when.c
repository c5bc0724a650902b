/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/when.h"

/* 2026-03-05 07:08:09 UTC. */
#define NOW (G_GINT64_CONSTANT (1772694489) * G_USEC_PER_SEC)
#define DAY (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)

static void
test_short_text (void)
{
  static const struct
  {
    gint64 moment;
    const char *text;
  } cases[] = {
    { NOW, "07:08" },
    { NOW - DAY, "03-04" },
    { NOW - 365 * DAY, "2025-03" },
    { 0, "never" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ph_when_to_short_text (cases[i].moment, NOW);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_text (void)
{
  g_autofree char *now = ph_when_to_text (NOW);
  g_autofree char *never = ph_when_to_text (0);

  g_assert_cmpstr (now, ==, "2026-03-05 07:08:09");
  g_assert_cmpstr (never, ==, "never");
}

static void
test_span (void)
{
  static const struct
  {
    gint64 span;
    const char *text;
  } cases[] = {
    { 0, "0.0 ms" },
    { 1234, "1.2 ms" },
    { 9949, "9.9 ms" },
    { 9950, "10 ms" },
    { 999499, "999 ms" },
    { 999500, "1.0 s" },
    { 59900000, "59.9 s" },
    { 60000000, "1 min 0 s" },
    { 3599000000, "59 min 59 s" },
    { 3600000000, "1 h 0 min" },
    { 2 * DAY + 60000000, "48 h 1 min" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = ph_when_span_to_text (cases[i].span);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_json (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  ph_when_add (builder, "now", NOW);
  ph_when_add (builder, "never", 0);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  g_assert_cmpstr (text, ==,
                   "{\"now\":\"2026-03-05T07:08:09Z\",\"never\":null}");
}

int
main (int argc, char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/when/short-text", test_short_text);
  g_test_add_func ("/when/text", test_text);
  g_test_add_func ("/when/span", test_span);
  g_test_add_func ("/when/json", test_json);
  return g_test_run ();
}
