/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/known-push.h"

#include "cli/alias.h"
#include "core/error.h"

/* Of org.pushhub.Manager1, ListPushes. */
#define LIST                                                                   \
  "[{'push': <'first'>, 'registration': <int64 3>, 'service': <'org.a.B'>,"    \
  "  'received': <int64 1000>, 'step': <'refused'>, 'findings': <uint32 2>},"  \
  " {'push': <'second'>, 'registration': <int64 4>, 'service': <''>}]"

static GPtrArray *
make_pushes (void)
{
  g_autoptr (GVariant) list =
      g_variant_parse (G_VARIANT_TYPE ("aa{sv}"), LIST, NULL, NULL, NULL);

  return ph_known_pushes_new (list);
}

static void
test_reads_what_the_hub_says (void)
{
  g_autoptr (GPtrArray) pushes = make_pushes ();
  const PhKnownPush *push = pushes->pdata[0];
  g_autofree char *alias = ph_alias_new ("first");

  g_assert_cmpuint (pushes->len, ==, 2);
  g_assert_cmpstr (push->alias, ==, alias);
  g_assert_cmpstr (push->app, ==, "org.a.B");
  g_assert_cmpint (push->registration, ==, 3);
  g_assert_cmpint (push->received, ==, 1000);
  g_assert_cmpstr (push->step, ==, "refused");
  g_assert_cmpuint (push->findings, ==, 2);
}

/* A number is a name that every verb understands. */
static void
test_without_a_name (void)
{
  g_autoptr (GPtrArray) pushes = make_pushes ();

  g_assert_cmpstr (((PhKnownPush *) pushes->pdata[1])->app, ==, "4");
}

static void
test_what_people_call_it (void)
{
  g_autoptr (GPtrArray) pushes = make_pushes ();
  g_autofree char *alias = ph_alias_new ("second");
  const char *const names[] = {
    "second",
    alias,
    "http://127.0.0.1:8976/message/second",
    "https://push.example.org/a/path/message/second",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (ph_known_pushes_find (pushes, names[i], NULL) ==
                   pushes->pdata[1]);
}

static void
test_nobody_knows_it (void)
{
  static const char *const names[] = { "", "third", "secon", "second/" };
  g_autoptr (GPtrArray) pushes = make_pushes ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (ph_known_pushes_find (pushes, names[i], &error));
      g_assert_error (error, PH_ERROR, PH_ERROR_NOT_FOUND);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/known-push/read", test_reads_what_the_hub_says);
  g_test_add_func ("/known-push/no-name", test_without_a_name);
  g_test_add_func ("/known-push/names", test_what_people_call_it);
  g_test_add_func ("/known-push/unknown", test_nobody_knows_it);
  return g_test_run ();
}
