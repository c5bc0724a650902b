/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/server.h"

#include "fuzz/fuzz.h"
#include "fuzz/scene.h"

#include <string.h>

/* The whole server. An input is what comes to it, octet by octet, with some
 * words in it:
 *
 *   @host          its address and port
 *   @app, @client  the identifiers of the endpoints of these two
 *   @message       that of the push that was accepted last
 *   @strict        from now on the server is as strict as can be
 *   @wait          the server gets to read what is there so far
 *   @next          the same, and what follows comes on another connection
 *
 * Connections that are answered without an end stay open until the input's. */

/* A scene is used for so many inputs. */
#define INPUTS_MAX 500
#define CONNECTIONS_MAX 8

typedef void (*StepFunc) (Scene *scene);

static void
append (Scene *scene, const char *text)
{
  g_byte_array_append (scene->unsent, (const guint8 *) text,
                       (guint) strlen (text));
}

static void
append_host (Scene *scene)
{
  append (scene, ph_server_get_addresses (scene->server.server)[0]);
}

static void
append_app (Scene *scene)
{
  append (scene, scene->server.app);
}

static void
append_client (Scene *scene)
{
  append (scene, scene->server.id);
}

static void
append_message (Scene *scene)
{
  append (scene, scene->message);
}

static void
be_strict (Scene *scene)
{
  scene->server.settings.strictness = PH_STRICT_BODY;
}

static void
begin_next (Scene *scene)
{
  if (scene->peers->len == CONNECTIONS_MAX)
    return;

  scene_finish (scene);
  scene_connect (scene);
}

/* Returns: (nullable): what to do at @data, where a word of @length octets is;
 * NULL when there is none. */
static StepFunc
find_step (const guint8 *data, gsize size, gsize *length)
{
  static const struct
  {
    const char *word;
    StepFunc step;
  } steps[] = {
    { "@host", append_host },     { "@app", append_app },
    { "@client", append_client }, { "@message", append_message },
    { "@wait", scene_send },      { "@next", begin_next },
    { "@strict", be_strict },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      *length = strlen (steps[i].word);
      if (size >= *length && memcmp (data, steps[i].word, *length) == 0)
        return steps[i].step;
    }

  return NULL;
}

static void
play (Scene *scene, const guint8 *data, gsize size)
{
  scene->server.settings.strictness = PH_LENIENT;
  scene_connect (scene);
  while (size > 0)
    {
      gsize length = 1;
      StepFunc step = find_step (data, size, &length);

      if (step != NULL)
        step (scene);
      else
        {
          length = 1;
          g_byte_array_append (scene->unsent, data, 1);
        }

      data += length;
      size -= length;
    }

  scene_finish (scene);
  scene_end (scene);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static Scene *scene;
  static guint inputs;

  if (scene == NULL)
    scene = scene_new ();

  play (scene, data, size);
  if (++inputs % INPUTS_MAX == 0)
    g_clear_pointer (&scene, scene_free);
  return 0;
}
