/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "store-fixture.h"

#include "support/files.h"
#include "support/wait.h"

void
fixture_reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  if (fixture->store != NULL)
    ph_store_close (fixture->store);
  g_clear_object (&fixture->store);
  fixture->store = ph_store_open (fixture->path, &error);
  g_assert_no_error (error);
}

void
fixture_set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("pushhub-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->directory, "hub.db", NULL);
  fixture_reopen (fixture);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer unused)
{
  if (fixture->store != NULL)
    ph_store_close (fixture->store);
  g_clear_object (&fixture->store);
  files_remove_tree (fixture->directory);
  g_free (fixture->directory);
  g_free (fixture->path);
}

/* Operations that are waited for */

gboolean
fixture_finish (Fixture *fixture, GAsyncResult **result, GError **error)
{
  g_autoptr (GAsyncResult) answer = NULL;

  wait_until (*result != NULL);
  answer = g_steal_pointer (result);
  return ph_store_finish (fixture->store, answer, error);
}

void
fixture_save (Fixture *fixture, const PhRegistration *registration)
{
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;

  ph_store_save_registration_async (fixture->store, registration, NULL, 0,
                                    wait_take_result, &result);
  fixture_finish (fixture, &result, &error);
  g_assert_no_error (error);
}

void
fixture_add (Fixture *fixture, PhPush *push, GError **error)
{
  GAsyncResult *result = NULL;

  ph_store_add_push_async (fixture->store, push, wait_take_result, &result);
  fixture_finish (fixture, &result, error);
}

GPtrArray *
fixture_read (Fixture *fixture, gint64 registration, gint64 after, guint limit)
{
  const PhPage page = {
    .registration = registration,
    .after = after,
    .limit = limit,
  };
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) answer = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *pushes;

  ph_store_read_pushes_async (fixture->store, &page, wait_take_result, &result);
  wait_until (result != NULL);
  answer = result;
  pushes = ph_store_find_pushes_finish (fixture->store, answer, &error);
  g_assert_no_error (error);
  return pushes;
}

/* What is found by a start */

static void
on_registration (PhRegistration *registration,
                 const PhLoad *load,
                 gpointer user_data)
{
  Found *found = user_data;

  g_ptr_array_add (found->registrations, registration);
  g_array_append_val (found->waiting, load->waiting);
}

static void
on_removed (const char *endpoint, gint64 removed, gpointer user_data)
{
  Found *found = user_data;

  g_ptr_array_add (found->removed, g_strdup (endpoint));
  found->removed_at = removed;
}

void
found_free (Found *found)
{
  g_ptr_array_unref (found->registrations);
  g_array_unref (found->waiting);
  g_ptr_array_unref (found->removed);
  g_free (found);
}

Found *
fixture_load (Fixture *fixture)
{
  Found *found = g_new0 (Found, 1);
  g_autoptr (GError) error = NULL;
  gboolean loaded;

  found->registrations =
      g_ptr_array_new_with_free_func ((GDestroyNotify) ph_registration_free);
  found->waiting = g_array_new (FALSE, FALSE, sizeof (guint));
  found->removed = g_ptr_array_new_with_free_func (g_free);
  loaded =
      ph_store_load (fixture->store, on_registration, on_removed, found,
                     &found->last_registration, &found->last_sequence, &error);
  g_assert_no_error (error);
  g_assert_true (loaded);
  return found;
}

/* Things to store */

PhRegistration *
make_client (gint64 id)
{
  PhRegistration *registration = ph_registration_new (PH_REGISTRATION_CLIENT);

  registration->id = id;
  registration->endpoint = g_strdup_printf ("client-%" G_GINT64_FORMAT, id);
  registration->created = 1;
  registration->last_used = 2;
  return registration;
}

PhRegistration *
make_app (gint64 id)
{
  PhRegistration *registration = ph_registration_new (PH_REGISTRATION_APP);

  registration->id = id;
  registration->version = 2;
  registration->service = g_strdup ("org.example.App");
  registration->token = g_strdup_printf ("token-%" G_GINT64_FORMAT, id);
  registration->description = g_strdup ("caf\xc3\xa9 'quoted'; --");
  registration->vapid = g_strdup ("vapid");
  registration->endpoint = g_strdup_printf ("app-%" G_GINT64_FORMAT, id);
  registration->announced = g_strdup ("http://127.0.0.1:8976/push/id/app");
  registration->created = G_GINT64_CONSTANT (1700000000000001);
  registration->last_used = G_GINT64_CONSTANT (1700000000000002);
  registration->strictness = PH_STRICT_BODY;
  return registration;
}

/* A push with @content but for its body. */
static PhPush *
make (gint64 sequence,
      gint64 registration,
      const PhPushContent *content,
      gint64 received)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("a\0b", 4);
  g_autofree char *id = g_strdup_printf ("push-%" G_GINT64_FORMAT, sequence);
  PhPushContent whole = *content;

  whole.body = body;
  return ph_push_new (id, sequence, registration, &whole, received);
}

PhPush *
make_push (gint64 sequence, gint64 registration)
{
  return make (sequence, registration, &(PhPushContent){ .ttl = 2147483647 },
               -1);
}

PhPush *
make_push_of_topic (gint64 sequence, gint64 registration, const char *topic)
{
  return make (sequence, registration,
               &(PhPushContent){
                   .ttl = 60, .urgency = PH_URGENCY_NORMAL, .topic = topic },
               sequence);
}

PhPush *
make_urgent_push (gint64 sequence, gint64 registration, PhUrgency urgency)
{
  return make (sequence, registration,
               &(PhPushContent){ .ttl = 60, .urgency = urgency }, sequence);
}

PhPush *
make_push_until (gint64 sequence, gint64 registration, gint64 expires)
{
  return make (sequence, registration, &(PhPushContent){ .ttl = 60 },
               expires - 60 * G_USEC_PER_SEC);
}

void
assert_same_registration (const PhRegistration *a, const PhRegistration *b)
{
  g_assert_cmpint (a->id, ==, b->id);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpuint (a->version, ==, b->version);
  g_assert_cmpstr (a->service, ==, b->service);
  g_assert_cmpstr (a->token, ==, b->token);
  g_assert_cmpstr (a->description, ==, b->description);
  g_assert_cmpstr (a->vapid, ==, b->vapid);
  g_assert_cmpstr (a->endpoint, ==, b->endpoint);
  g_assert_cmpstr (a->announced, ==, b->announced);
  g_assert_cmpint (a->created, ==, b->created);
  g_assert_cmpint (a->last_used, ==, b->last_used);
  g_assert_cmpint (a->absent, ==, b->absent);
  g_assert_cmpint (a->strictness, ==, b->strictness);
}

void
assert_same_push (const PhPush *a, const PhPush *b)
{
  g_assert_cmpint (a->sequence, ==, b->sequence);
  g_assert_cmpint (a->registration, ==, b->registration);
  g_assert_cmpstr (a->id, ==, b->id);
  g_assert_true (g_bytes_equal (a->body, b->body));
  g_assert_cmpuint (a->ttl, ==, b->ttl);
  g_assert_cmpint (a->urgency, ==, b->urgency);
  g_assert_cmpstr (a->topic, ==, b->topic);
  g_assert_cmpuint (a->failures, ==, b->failures);
  g_assert_cmpint (a->received, ==, b->received);
}
