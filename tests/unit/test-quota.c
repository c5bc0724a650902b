/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "hub/quota.h"

#include "core/error.h"

#define MEBIBYTE (1024 * 1024)
#define ROW 256 /* what a push costs beside its octets */

/* Two registrations, as the hub counts them. */
typedef struct
{
  PhSettings settings;
  PhQuota quota;
  PhEntry entry;
  PhEntry other;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->settings = (PhSettings){
    .waiting_max = 3,
    .octets_max = 2 * MEBIBYTE,
    .disk_max = 1,
  };
  fixture->quota.settings = &fixture->settings;
}

static gboolean
check (Fixture *fixture,
       const PhEntry *entry,
       gsize octets,
       gint64 now,
       GError **error)
{
  return ph_quota_check (&fixture->quota, entry, octets, now, error) &&
         ph_quota_check_room (&fixture->quota, entry, octets, error);
}

static void
check_taken (Fixture *fixture, const PhEntry *entry, gsize octets, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (check (fixture, entry, octets, now, &error));
  g_assert_no_error (error);
}

static void
check_refused (Fixture *fixture,
               const PhEntry *entry,
               gsize octets,
               gint64 now,
               const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (check (fixture, entry, octets, now, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_BUSY);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
accept (Fixture *fixture, PhEntry *entry, gsize octets, gint64 now)
{
  check_taken (fixture, entry, octets, now);
  ph_quota_accept (&fixture->quota, entry, octets, now);
}

static void
check_empty (Fixture *fixture)
{
  g_assert_cmpuint (fixture->entry.load.waiting, ==, 0);
  g_assert_cmpuint (fixture->entry.load.aside, ==, 0);
  g_assert_cmpuint (fixture->entry.load.octets, ==, 0);
  g_assert_cmpuint (fixture->quota.used, ==, 0);
}

/* Limits */

static void
test_so_many_pushes (Fixture *fixture, gconstpointer unused)
{
  for (guint i = 0; i < 3; i++)
    accept (fixture, &fixture->entry, 10, 0);

  check_refused (fixture, &fixture->entry, 1, 0,
                 "3 pushes wait for this endpoint already; send the push "
                 "again when its app has taken some.");
  check_taken (fixture, &fixture->other, 1, 0);

  ph_quota_release (&fixture->quota, &fixture->entry, 10, FALSE);
  check_taken (fixture, &fixture->entry, 1, 0);
}

/* Those that were set aside are stored as well. */
static void
test_set_aside_counts (Fixture *fixture, gconstpointer unused)
{
  ph_quota_add (&fixture->quota, &fixture->entry,
                &(PhLoad){ .waiting = 1, .aside = 2, .octets = 30 });
  check_refused (fixture, &fixture->entry, 1, 0,
                 "3 pushes wait for this endpoint already; send the push "
                 "again when its app has taken some.");
  ph_quota_release (&fixture->quota, &fixture->entry, 10, TRUE);
  check_taken (fixture, &fixture->entry, 1, 0);
}

static void
test_so_many_octets (Fixture *fixture, gconstpointer unused)
{
  fixture->settings.octets_max = 100;
  accept (fixture, &fixture->entry, 60, 0);
  accept (fixture, &fixture->entry, 35, 0);

  check_taken (fixture, &fixture->entry, 5, 0);
  check_refused (fixture, &fixture->entry, 6, 0,
                 "The pushes that wait for this endpoint have 95 octets "
                 "already; send the push again when its app has taken some.");
  check_taken (fixture, &fixture->other, 100, 0);
}

/* Of all registrations together, and with what each push costs beside its
 * body. */
static void
test_so_much_disk (Fixture *fixture, gconstpointer unused)
{
  const gsize left = 10;

  accept (fixture, &fixture->other, MEBIBYTE - ROW - ROW - left, 0);
  check_taken (fixture, &fixture->entry, left, 0);
  check_refused (fixture, &fixture->entry, left + 1, 0,
                 "The pushes that wait for all apps fill the 1 MiB they may "
                 "have; send the push again when some were taken.");

  fixture->settings.disk_max = 2;
  check_taken (fixture, &fixture->entry, left + 1, 0);
}

static void
test_much_disk_is_no_small_number (Fixture *fixture, gconstpointer unused)
{
  fixture->settings.disk_max = G_MAXINT32;
  fixture->quota.used = G_MAXUINT32;
  check_taken (fixture, &fixture->entry, 4096, 0);
}

/* Rate: three a minute here, so one in twenty seconds. */

#define NOW G_GINT64_CONSTANT (1700000000000000)
#define PACE (20 * G_TIME_SPAN_SECOND)

static void
check_too_fast (Fixture *fixture, gint64 now)
{
  check_refused (fixture, &fixture->entry, 1, now,
                 "More than 3 pushes a minute came for this endpoint; send "
                 "the push again later.");
}

static void
burst (Fixture *fixture, guint n, gint64 now)
{
  for (guint i = 0; i < n; i++)
    {
      accept (fixture, &fixture->entry, 1, now);
      ph_quota_release (&fixture->quota, &fixture->entry, 1, FALSE);
    }
}

static void
test_a_burst_and_then_the_pace (Fixture *fixture, gconstpointer unused)
{
  fixture->settings.rate = 3;
  burst (fixture, 3, NOW);
  check_too_fast (fixture, NOW);
  check_too_fast (fixture, NOW + PACE - 1);

  for (guint i = 1; i <= 5; i++)
    {
      burst (fixture, 1, NOW + i * PACE);
      check_too_fast (fixture, NOW + i * PACE);
    }
}

/* As often as before, and not more. */
static void
test_a_burst_again_later (Fixture *fixture, gconstpointer unused)
{
  fixture->settings.rate = 3;
  burst (fixture, 3, NOW);
  burst (fixture, 2, NOW + 2 * PACE);
  check_too_fast (fixture, NOW + 2 * PACE);
  burst (fixture, 3, NOW + G_TIME_SPAN_DAY);
  check_too_fast (fixture, NOW + G_TIME_SPAN_DAY);
}

static void
test_each_endpoint_has_its_rate (Fixture *fixture, gconstpointer unused)
{
  fixture->settings.rate = 3;
  burst (fixture, 3, NOW);
  check_too_fast (fixture, NOW);
  check_taken (fixture, &fixture->other, 1, NOW);
}

/* A minute does not divide by seven. */
static void
test_no_rounding (Fixture *fixture, gconstpointer unused)
{
  fixture->settings.rate = 7;
  burst (fixture, 7, NOW);
  g_assert_false (check (fixture, &fixture->entry, 1, NOW, NULL));
}

static void
test_any_rate (Fixture *fixture, gconstpointer unused)
{
  burst (fixture, 10000, NOW);
  fixture->settings.rate = G_MAXINT32;
  burst (fixture, 10000, NOW);
}

/* Counting */

static void
test_checking_changes_nothing (Fixture *fixture, gconstpointer unused)
{
  fixture->settings.rate = 1;
  for (guint i = 0; i < 100; i++)
    check_taken (fixture, &fixture->entry, 1, NOW);
  check_empty (fixture);
}

static void
test_in_and_out_end_at_zero (Fixture *fixture, gconstpointer unused)
{
  accept (fixture, &fixture->entry, 10, 0);
  accept (fixture, &fixture->entry, 4096, 0);
  g_assert_cmpuint (fixture->entry.load.waiting, ==, 2);
  g_assert_cmpuint (fixture->entry.load.octets, ==, 4106);
  g_assert_cmpuint (fixture->quota.used, ==, 4106 + 2 * ROW);

  /* The second one is set aside. */
  fixture->entry.load.waiting--;
  fixture->entry.load.aside++;
  ph_quota_release (&fixture->quota, &fixture->entry, 4096, TRUE);
  ph_quota_release (&fixture->quota, &fixture->entry, 10, FALSE);
  check_empty (fixture);
}

static void
test_a_registration_that_goes (Fixture *fixture, gconstpointer unused)
{
  const PhLoad stored = { .waiting = 5, .aside = 3, .octets = 1000 };

  accept (fixture, &fixture->other, 70, 0);
  ph_quota_add (&fixture->quota, &fixture->entry, &stored);
  g_assert_cmpuint (fixture->entry.load.waiting, ==, 5);
  g_assert_cmpuint (fixture->entry.load.aside, ==, 3);
  g_assert_cmpuint (fixture->entry.load.octets, ==, 1000);

  ph_quota_clear (&fixture->quota, &fixture->entry);
  g_assert_cmpuint (fixture->quota.used, ==, 70 + ROW);
  ph_quota_clear (&fixture->quota, &fixture->other);
  check_empty (fixture);
}

#define ADD(path, function)                                                    \
  g_test_add ("/quota/" path, Fixture, NULL, set_up, function, NULL)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pushes", test_so_many_pushes);
  ADD ("aside", test_set_aside_counts);
  ADD ("octets", test_so_many_octets);
  ADD ("disk", test_so_much_disk);
  ADD ("much-disk", test_much_disk_is_no_small_number);
  ADD ("burst", test_a_burst_and_then_the_pace);
  ADD ("burst-again", test_a_burst_again_later);
  ADD ("each-rate", test_each_endpoint_has_its_rate);
  ADD ("rounding", test_no_rounding);
  ADD ("any-rate", test_any_rate);
  ADD ("checking", test_checking_changes_nothing);
  ADD ("in-and-out", test_in_and_out_end_at_zero);
  ADD ("registration", test_a_registration_that_goes);
  return g_test_run ();
}
