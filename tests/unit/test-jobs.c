/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store/jobs.h"

#include "core/error.h"
#include "store-fixture.h"
#include "tables-fixture.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhRegistrationJob, ph_registration_job_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhAddJob, ph_add_job_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhPushesJob, ph_pushes_job_free)

static void
set_up (Tables *tables, gconstpointer unused)
{
  tables_set_up (tables, unused);
  tables_add_client (tables, 7);
  tables_add_push (tables, 1, 7);
  tables_add_push (tables, 2, 7);
}

static void
check (Tables *tables, const char *registrations, const char *removed)
{
  g_autofree char *registrations_now = tables_list_registrations (tables);
  g_autofree char *removed_now = tables_list_removed (tables);

  g_assert_cmpstr (registrations_now, ==, registrations);
  g_assert_cmpstr (removed_now, ==, removed);
}

static void
test_a_job_keeps_what_it_needs (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhRegistration) app = make_app (8);
  g_autoptr (PhRegistration) same = make_app (8);
  g_autofree char *gone = g_strdup ("gone");
  g_autoptr (PhRegistrationJob) job = ph_registration_job_new (app, gone, 3);

  g_clear_pointer (&app, ph_registration_free);
  g_clear_pointer (&gone, g_free);
  assert_same_registration (job->registration, same);
  g_assert_cmpstr (job->gone_endpoint, ==, "gone");
  g_assert_cmpint (job->now, ==, 3);
}

static void
test_saving_keeps_what_waits (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhRegistration) client = make_client (7);
  g_autoptr (PhRegistrationJob) job = ph_registration_job_new (client, NULL, 3);

  g_assert_true (ph_job_save_registration (tables->database, job, NULL));
  check (tables, "7:2", "");
}

static void
test_another_endpoint_drops_what_waits (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhRegistration) client = make_client (7);
  g_autoptr (PhRegistrationJob) job =
      ph_registration_job_new (client, "before", 3);

  g_assert_true (ph_job_save_registration (tables->database, job, NULL));
  check (tables, "7:0", "before@3");
}

static void
test_removing (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhRegistration) client = make_client (7);
  g_autoptr (PhRegistrationJob) job =
      ph_registration_job_new (client, client->endpoint, 3);

  g_assert_true (ph_job_remove_registration (tables->database, job, NULL));
  check (tables, "", "client-7@3");
}

/* The endpoint of another one. */
static void
test_what_breaks_a_rule_changes_nothing (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhRegistration) thief = make_client (7);
  g_autoptr (PhRegistrationJob) job = NULL;
  g_autoptr (GError) error = NULL;

  tables_add_client (tables, 8);
  thief->id = 8;
  job = ph_registration_job_new (thief, "before", 3);

  g_assert_false (ph_job_save_registration (tables->database, job, &error));
  g_assert_error (error, PH_ERROR, PH_ERROR_FAILED);
  check (tables, "7:2 8:0", "");
}

static void
test_pushes (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhPush) push = make_push (3, 7);
  g_autoptr (PhAddJob) job = ph_add_job_new (push);
  g_autofree char *left = NULL;
  char id[] = "push-1";

  g_assert_true (ph_job_add_push (tables->database, job, NULL));
  g_assert_true (ph_job_remove_push (tables->database, id, NULL));

  left = tables_list_pushes (tables, 7, 0, 10);
  g_assert_cmpstr (left, ==, "2 3");
}

static void
test_reading (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhPushesJob) job = ph_pushes_job_new (NULL);

  job->page = (PhPage){ .registration = 7, .after = 1, .limit = 10 };
  g_assert_true (ph_job_read_pushes (tables->database, job, NULL));
  g_assert_cmpuint (job->found->len, ==, 1);
  g_assert_cmpint (((const PhPush *) job->found->pdata[0])->sequence, ==, 2);
}

/* The caller learns the place, and what is not there any more. */
static void
test_adding_tells_what_was_replaced (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhPush) first = make_push_of_topic (3, 7, "topic");
  g_autoptr (PhPush) second = make_push_of_topic (4, 7, "topic");
  g_autoptr (PhAddJob) alone = ph_add_job_new (first);
  g_autoptr (PhAddJob) again = ph_add_job_new (second);

  g_assert_true (ph_job_add_push (tables->database, alone, NULL));
  g_assert_cmpint (alone->sequence, ==, 3);
  g_assert_null (alone->replaced);

  g_assert_true (ph_job_add_push (tables->database, again, NULL));
  g_assert_cmpint (again->sequence, ==, 3);
  assert_same_push (again->replaced, first);
}

static void
check_found (PhPushesJob *job, const char *expected)
{
  g_autofree char *text = tables_show_pushes (job->found);

  g_assert_cmpstr (text, ==, expected);
}

static void
check_left (Tables *tables, const char *expected)
{
  g_autofree char *left = tables_list_pushes (tables, 7, 0, 10);

  g_assert_cmpstr (left, ==, expected);
}

static void
test_taking_one (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhPushesJob) job = ph_pushes_job_new ("push-1");
  g_autoptr (PhPushesJob) again = ph_pushes_job_new ("push-1");

  g_assert_true (ph_job_take_push (tables->database, job, NULL));
  check_found (job, "1");
  check_left (tables, "2");

  g_assert_true (ph_job_take_push (tables->database, again, NULL));
  check_found (again, "");
}

/* It is told as it was. */
static void
test_noting_failures (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhPushesJob) job = ph_pushes_job_new ("push-1");
  g_autoptr (PhPushesJob) replay = ph_pushes_job_new ("push-1");
  g_autoptr (PhPushesJob) aside = ph_pushes_job_new (NULL);

  job->failures = PH_PUSH_FAILURES_MAX;
  g_assert_true (ph_job_note_failures (tables->database, job, NULL));
  check_found (job, "1");
  g_assert_cmpuint (((const PhPush *) job->found->pdata[0])->failures, ==, 0);
  check_left (tables, "2");

  aside->limit = 10;
  g_assert_true (ph_job_find_aside (tables->database, aside, NULL));
  check_found (aside, "1");

  g_assert_true (ph_job_note_failures (tables->database, replay, NULL));
  g_assert_cmpuint (((const PhPush *) replay->found->pdata[0])->failures, ==,
                    PH_PUSH_FAILURES_MAX);
  check_left (tables, "1 2");
}

static void
test_noting_failures_of_none (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhPushesJob) job = ph_pushes_job_new ("push-99");

  job->failures = PH_PUSH_FAILURES_MAX;
  g_assert_true (ph_job_note_failures (tables->database, job, NULL));
  check_found (job, "");
  check_left (tables, "1 2");
}

static void
expire (Tables *tables, guint limit, const char *expected, gint64 expected_next)
{
  g_autoptr (PhPushesJob) job = ph_pushes_job_new (NULL);

  job->now = 300;
  job->limit = limit;
  g_assert_true (ph_job_expire_pushes (tables->database, job, NULL));
  check_found (job, expected);
  g_assert_cmpint (job->next, ==, expected_next);
}

/* As many as are asked for; the rest is there still. */
static void
test_expiring (Tables *tables, gconstpointer unused)
{
  g_autoptr (PhPush) never = make_push (1, 7);

  for (gint64 i = 3; i <= 6; i++)
    {
      g_autoptr (PhPush) push = make_push_until (i, 7, i * 60);

      tables_add (tables, push);
    }

  expire (tables, 2, "3 4", 300);
  check_left (tables, "1 2 5 6");
  expire (tables, 2, "5", 360);
  check_left (tables, "1 2 6");
  g_assert_true (ph_pushes_remove (tables->database, "push-6", NULL));
  expire (tables, 2, "", ph_push_expires (never));
}

#define ADD(path, function)                                                    \
  g_test_add ("/jobs/" path, Tables, NULL, set_up, function, tables_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("copies", test_a_job_keeps_what_it_needs);
  ADD ("save", test_saving_keeps_what_waits);
  ADD ("other-endpoint", test_another_endpoint_drops_what_waits);
  ADD ("remove", test_removing);
  ADD ("rule", test_what_breaks_a_rule_changes_nothing);
  ADD ("pushes", test_pushes);
  ADD ("read", test_reading);
  ADD ("replaced", test_adding_tells_what_was_replaced);
  ADD ("take", test_taking_one);
  ADD ("failures", test_noting_failures);
  ADD ("failures-of-none", test_noting_failures_of_none);
  ADD ("expire", test_expiring);
  return g_test_run ();
}
