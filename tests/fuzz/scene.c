/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fuzz/scene.h"

#include "fuzz/answer.h"
#include "support/wait.h"

#include <sys/stat.h>

/* No socket of a scene has a higher descriptor. */
#define DESCRIPTORS_MAX 64

/* Descriptors that are no sockets may come and go: the sanitizer starts a
 * program when it has found a leak. */
static guint
count_sockets (void)
{
  guint count = 0;

  for (int descriptor = 0; descriptor < DESCRIPTORS_MAX; descriptor++)
    {
      struct stat status;

      if (fstat (descriptor, &status) == 0 && S_ISSOCK (status.st_mode))
        count++;
    }

  return count;
}

Scene *
scene_new (void)
{
  Scene *scene = g_new0 (Scene, 1);

  server_fixture_set_up (&scene->server, NULL);
  scene->server.settings.aesgcm_gateway = TRUE;
  scene->peers = g_ptr_array_new_with_free_func ((GDestroyNotify) peer_free);
  scene->unsent = g_byte_array_new ();
  scene->message = g_strdup ("");
  scene->sockets = count_sockets ();
  return scene;
}

void
scene_free (Scene *scene)
{
  g_ptr_array_unref (scene->peers);
  g_byte_array_unref (scene->unsent);
  g_free (scene->message);
  server_fixture_tear_down (&scene->server, NULL);
  g_free (scene);
}

/* Connections */

void
scene_connect (Scene *scene)
{
  const char *address = ph_server_get_addresses (scene->server.server)[0];

  g_ptr_array_add (scene->peers, peer_open (address));
}

static Peer *
get_peer (Scene *scene)
{
  return scene->peers->pdata[scene->peers->len - 1];
}

void
scene_send (Scene *scene)
{
  Peer *peer = get_peer (scene);
  g_autoptr (GBytes) octets =
      g_bytes_new (scene->unsent->data, scene->unsent->len);

  g_byte_array_set_size (scene->unsent, 0);
  peer_write_bytes (peer, octets);
  wait_until (peer->sending == NULL);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gboolean
has_answer (const Peer *peer)
{
  return peer->ended || answer_is_open (peer->text);
}

void
scene_finish (Scene *scene)
{
  Peer *peer = get_peer (scene);
  g_autofree char *message = NULL;

  scene_send (scene);
  if (!has_answer (peer))
    peer_end (peer);
  wait_until (has_answer (peer));

  if (answer_is_of_matrix (peer->text))
    scene->accepted++;
  message = answer_get_message_id (peer->text);
  if (message == NULL)
    return;

  scene->accepted++;
  g_free (scene->message);
  scene->message = g_steal_pointer (&message);
}

/* The end */

static gboolean
is_changed (Scene *scene)
{
  PhHub *hub = scene->server.hub;
  PhHubStatus status = { 0 };
  gboolean changed;

  ph_hub_get_status (hub, &status);
  changed = status.registrations != 2 || status.load.waiting > 0 ||
            ph_hub_find_endpoint (hub, scene->server.id, NULL) == NULL;
  ph_hub_status_clear (&status);
  return changed;
}

/* There is one id of the client API again, and nothing waits. */
static void
renew_client (Scene *scene)
{
  g_autoptr (GPtrArray) all = ph_hub_list (scene->server.hub);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < all->len; i++)
    {
      const PhRegistration *registration = all->pdata[i];

      if (registration->kind == PH_REGISTRATION_CLIENT)
        g_ptr_array_add (ids, g_strdup (registration->endpoint));
    }
  for (guint i = 0; i < ids->len; i++)
    server_fixture_unregister (&scene->server, ids->pdata[i]);

  g_free (scene->server.id);
  scene->server.id =
      server_fixture_register (&scene->server, PH_REGISTRATION_CLIENT);
}

void
scene_end (Scene *scene)
{
  for (guint i = 0; i < scene->peers->len; i++)
    answer_expect_sound (((Peer *) scene->peers->pdata[i])->text);

  g_ptr_array_set_size (scene->peers, 0);
  wait_until (count_sockets () == scene->sockets);

  /* No push came in behind another request. */
  g_assert_cmpuint (fake_receiver_get_calls (scene->server.receiver), <=,
                    scene->accepted);
  if (is_changed (scene))
    renew_client (scene);
}
