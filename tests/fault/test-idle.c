/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

/* Promise 5: a hub with nothing to deliver sleeps. */

#include "support/client.h"
#include "support/files.h"
#include "support/http.h"
#include "support/register.h"
#include "support/wait.h"

#include <string.h>

#define REGISTRATIONS 20
#define BACKLOG 100

/* How long it is watched: /idle/long is for PUSHHUB_FAULT_LONG. */
#define SHORT_SECONDS 3
#define LONG_SECONDS 60

/* How often the main thread has gone to sleep. */
static guint64
count_sleeps (int pid)
{
  static const char field[] = "\nvoluntary_ctxt_switches:";
  g_autofree char *path = g_strdup_printf ("/proc/%d/task/%d/status", pid, pid);
  g_autofree char *text = files_read (path);
  const char *line = strstr (text, field);

  g_assert_nonnull (line);
  return g_ascii_strtoull (g_strchug ((char *) line + strlen (field)), NULL,
                           10);
}

static gboolean
on_time_over (gpointer user_data)
{
  gboolean *is_over = user_data;

  *is_over = TRUE;
  return G_SOURCE_REMOVE;
}

static void
watch (guint seconds)
{
  gboolean is_over = FALSE;

  g_timeout_add_seconds (seconds, on_time_over, &is_over);
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

typedef struct
{
  int pid;
  guint64 sleeps;
  gboolean has_settled;
} Look;

static gboolean
look_again (gpointer user_data)
{
  Look *look = user_data;
  guint64 before = look->sleeps;

  look->sleeps = count_sleeps (look->pid);
  look->has_settled = look->sleeps == before;
  return G_SOURCE_CONTINUE;
}

/* What the test itself has caused is over when nothing has happened between
 * two looks. */
static guint64
settle (int pid)
{
  Look look = { pid };
  guint tick = g_timeout_add (300, look_again, &look);

  wait_until (look.has_settled);
  g_source_remove (tick);
  return look.sleeps;
}

static void
test_idle (gconstpointer seconds)
{
  g_autoptr (Bus) bus = bus_new ();
  g_autoptr (Hub) hub = hub_start (bus, NULL);
  g_autoptr (App) app = app_new (bus, "org.example.Chat");
  g_autofree char *id = client_register (hub);
  g_autofree char *url = client_get_listen_url (hub, id);
  g_autoptr (HttpListener) listener = http_listen (url, NULL);
  g_autofree char *endpoint = NULL;
  guint64 before;

  for (guint i = 0; i < REGISTRATIONS; i++)
    {
      g_autofree char *token = g_strdup_printf ("token-%u", i);

      g_free (endpoint);
      endpoint = register_app (app, 2, token);
    }
  app_leave (app);
  for (guint i = 0; i < BACKLOG; i++)
    g_free (http_push (endpoint, "waits", -1));

  before = settle (hub->pid);
  watch (GPOINTER_TO_UINT (seconds));
  g_assert_cmpuint (count_sleeps (hub->pid) - before, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/idle/short", GUINT_TO_POINTER (SHORT_SECONDS),
                        test_idle);
  if (g_getenv ("PUSHHUB_FAULT_LONG") != NULL)
    g_test_add_data_func ("/idle/long", GUINT_TO_POINTER (LONG_SECONDS),
                          test_idle);
  return g_test_run ();
}
