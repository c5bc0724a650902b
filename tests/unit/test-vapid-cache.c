/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/vapid-cache.h"

typedef struct
{
  PhVapidCache *cache;
  GBytes *key;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->cache = ph_vapid_cache_new ();
  fixture->key = g_bytes_new_static ("key", 3);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_bytes_unref (fixture->key);
  ph_vapid_cache_free (fixture->cache);
}

static gboolean
has (Fixture *fixture, const char *token, gint64 now)
{
  return ph_vapid_cache_has (fixture->cache, token, fixture->key, now);
}

static void
test_until (Fixture *fixture, gconstpointer unused)
{
  g_assert_false (has (fixture, "token", 5));
  ph_vapid_cache_add (fixture->cache, "token", fixture->key, 10);
  g_assert_true (has (fixture, "token", 5));
  g_assert_true (has (fixture, "token", 9));
  g_assert_false (has (fixture, "token", 10));

  /* Gone for good. */
  g_assert_false (has (fixture, "token", 5));
}

static void
test_pairs (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) other = g_bytes_new_static ("ket", 3);

  ph_vapid_cache_add (fixture->cache, "token", fixture->key, 10);
  g_assert_false (has (fixture, "toke", 5));
  g_assert_false (has (fixture, "token.", 5));
  g_assert_false (has (fixture, "", 5));
  g_assert_false (ph_vapid_cache_has (fixture->cache, "token", other, 5));
}

static void
test_same_again (Fixture *fixture, gconstpointer unused)
{
  ph_vapid_cache_add (fixture->cache, "token", fixture->key, 10);
  ph_vapid_cache_add (fixture->cache, "token", fixture->key, 20);
  g_assert_true (has (fixture, "token", 15));
}

static void
add_many (Fixture *fixture, guint first, guint count)
{
  for (guint i = first; i < first + count; i++)
    {
      g_autofree char *token = g_strdup_printf ("token %u", i);

      ph_vapid_cache_add (fixture->cache, token, fixture->key, 10);
    }
}

static void
test_oldest_goes (Fixture *fixture, gconstpointer unused)
{
  add_many (fixture, 0, PH_VAPID_CACHE_MAX);
  g_assert_true (has (fixture, "token 0", 5));

  add_many (fixture, PH_VAPID_CACHE_MAX, 1);
  g_assert_false (has (fixture, "token 0", 5));
  g_assert_true (has (fixture, "token 1", 5));

  add_many (fixture, PH_VAPID_CACHE_MAX + 1, 10 * PH_VAPID_CACHE_MAX);
  g_assert_false (has (fixture, "token 1", 5));
  g_assert_false (has (fixture, "token 10240", 5));
  g_assert_true (has (fixture, "token 10241", 5));
  g_assert_true (has (fixture, "token 11264", 5));
}

/* One that has gone makes room for one more. */
static void
test_room (Fixture *fixture, gconstpointer unused)
{
  add_many (fixture, 0, PH_VAPID_CACHE_MAX);
  g_assert_false (has (fixture, "token 7", 10));
  add_many (fixture, PH_VAPID_CACHE_MAX, 1);
  g_assert_true (has (fixture, "token 0", 5));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/vapid-cache/until", Fixture, NULL, set_up, test_until,
              tear_down);
  g_test_add ("/vapid-cache/pairs", Fixture, NULL, set_up, test_pairs,
              tear_down);
  g_test_add ("/vapid-cache/again", Fixture, NULL, set_up, test_same_again,
              tear_down);
  g_test_add ("/vapid-cache/oldest", Fixture, NULL, set_up, test_oldest_goes,
              tear_down);
  g_test_add ("/vapid-cache/room", Fixture, NULL, set_up, test_room, tear_down);
  return g_test_run ();
}
