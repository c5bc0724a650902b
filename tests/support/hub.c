/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/hub.h"

#include "support/wait.h"

#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>

static void
read_ready_line (Hub *hub)
{
  g_autofree char *line = program_read_line (hub->program);
  g_autofree char *log = program_get_log (hub->program);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *ready;

  if (line == NULL)
    g_error ("The hub did not start: %s", log);

  node = json_from_string (line, &error);
  g_assert_no_error (error);
  ready = json_node_get_object (node);
  g_assert_cmpstr (json_object_get_string_member (ready, "event"), ==, "ready");
  hub->base_url = g_strdup (json_object_get_string_member (ready, "base_url"));
  hub->bus_name = g_strdup (json_object_get_string_member (ready, "bus_name"));
  hub->pid = (int) json_object_get_int_member (ready, "pid");
  hub->port = g_strdup (strrchr (hub->base_url, ':') + 1);
}

Hub *
hub_start (Bus *bus, ...)
{
  g_autoptr (GPtrArray) args = NULL;
  Hub *hub = g_new0 (Hub, 1);
  va_list list;

  hub->bus = bus;
  va_start (list, bus);
  args = program_collect (list);
  va_end (list);
  g_ptr_array_insert (args, 0, (gpointer) "serve");
  g_ptr_array_insert (args, 1, (gpointer) "--json");
  g_ptr_array_insert (args, 2, (gpointer) "--port=0");
  g_ptr_array_add (args, NULL);

  hub->program = program_start (bus, (const char *const *) args->pdata);
  read_ready_line (hub);
  return hub;
}

static void
on_name_appeared (GDBusConnection *connection,
                  const char *name,
                  const char *owner,
                  gpointer user_data)
{
  gboolean *owned = user_data;

  *owned = TRUE;
}

static void
on_name_vanished (GDBusConnection *connection,
                  const char *name,
                  gpointer user_data)
{
  gboolean *owned = user_data;

  *owned = FALSE;
}

static void
wait_for_name (Bus *bus, const char *name, gboolean wanted)
{
  g_autoptr (GDBusConnection) connection = bus_connect (bus);
  gboolean owned = !wanted;
  guint watch = g_bus_watch_name_on_connection (
      connection, name, G_BUS_NAME_WATCHER_FLAGS_NONE, on_name_appeared,
      on_name_vanished, &owned, NULL);

  wait_until (owned == wanted);
  g_bus_unwatch_name (watch);
}

char *
hub_choose_port (void)
{
  for (;;)
    {
      guint16 port = (guint16) g_random_int_range (20000, 32000);
      g_autoptr (GSocketListener) listener = g_socket_listener_new ();

      if (g_socket_listener_add_inet_port (listener, port, NULL, NULL))
        return g_strdup_printf ("%u", port);
    }
}

void
hub_check_log (Hub *hub)
{
  g_autofree char *log = program_get_log (hub->program);

  if (strstr (log, "WARNING **") != NULL || strstr (log, "CRITICAL **") != NULL)
    g_error ("The hub warned:\n%s", log);
}

/* The bus has taken in all that the hub sent once its name is free. */
void
hub_wait_for_silence (Hub *hub)
{
  if (hub->bus->daemon != NULL)
    wait_for_name (hub->bus, hub->bus_name, FALSE);
}

void
hub_stop (Hub *hub)
{
  g_subprocess_send_signal (hub->program->process, SIGTERM);
  if (program_wait (hub->program) != 0)
    {
      g_autofree char *log = program_get_log (hub->program);

      g_error ("The hub did not end well:\n%s", log);
    }
  hub_wait_for_silence (hub);
  hub_check_log (hub);
  hub_free (hub);
}

void
hub_kill (Hub *hub)
{
  g_subprocess_send_signal (hub->program->process, SIGKILL);
  program_wait (hub->program);
  hub_wait_for_silence (hub);
  hub_check_log (hub);
  hub_free (hub);
}

void
hub_free (Hub *hub)
{
  program_free (hub->program);
  g_free (hub->base_url);
  g_free (hub->bus_name);
  g_free (hub->port);
  g_free (hub);
}

char *
hub_get_url (Hub *hub, const char *path)
{
  return g_strconcat (hub->base_url, path, NULL);
}

const char *
distributor_get_name (void)
{
  const char *name = g_getenv ("PUSHHUB_TEST_DISTRIBUTOR");

  return name != NULL ? name : "org.unifiedpush.Distributor.pushhub";
}

Distributor *
distributor_start (Bus *bus)
{
  const char *command = g_getenv ("PUSHHUB_TEST_COMMAND");
  Distributor *distributor = g_new0 (Distributor, 1);

  if (command != NULL)
    distributor->program = program_start_command (bus, command);
  else
    distributor->hub = hub_start (bus, "--ephemeral", NULL);
  wait_for_name (bus, distributor_get_name (), TRUE);
  return distributor;
}

void
distributor_stop (Distributor *distributor)
{
  g_clear_pointer (&distributor->program, program_free);
  g_clear_pointer (&distributor->hub, hub_stop);
  g_free (distributor);
}
