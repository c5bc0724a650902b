/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/proxy.h"

#include "support/http.h"
#include "support/measure.h"
#include "support/recipe.h"
#include "support/wait.h"

/* Returns: (transfer full) (nullable): the program, which is often where only
 * root looks, or where ./dev has unpacked it. */
static char *
find_program (const char *name)
{
  const char *unpacked = g_getenv ("PUSHHUB_TEST_SERVERS");
  g_autofree char *path =
      g_strconcat (g_getenv ("PATH"), ":/usr/sbin:", unpacked,
                   "/usr/sbin:", unpacked, "/usr/bin", NULL);
  g_auto (GStrv) directories = g_strsplit (path, ":", -1);

  for (char **directory = directories; *directory != NULL; directory++)
    {
      g_autofree char *file = g_build_filename (*directory, name, NULL);

      if (g_file_test (file, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&file);
    }

  return NULL;
}

static void
write_file (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static char *
get_address (const char *port)
{
  return g_strconcat ("127.0.0.1:", port, NULL);
}

static void
start_hub (ProxyFixture *fixture, const ProxyCase *proxy, const char *port)
{
  g_autoptr (GString) config = recipe_read (proxy->hub);
  g_autofree char *path = bus_get_path (fixture->bus, "hub.conf");
  g_autofree char *url = g_strconcat ("https://", proxy->name, NULL);

  recipe_put (config, url, fixture->origin);
  g_string_append (config, "[client-api]\ntoken=" PROXY_TOKEN "\n");
  write_file (path, config->str);
  fixture->hub = hub_start (fixture->bus, "--ephemeral", "--config", path,
                            "--port", port, NULL);
  fixture->idle = measure_descriptors (fixture->hub->pid);
}

/* One process, which is easily ended, and nothing outside @directory. */
static char *
make_nginx (ProxyFixture *fixture, const ProxyCase *proxy, GString *recipe)
{
  static const char *const needed[] = { "client_body", "proxy", "fastcgi",
                                        "uwsgi", "scgi" };
  g_autofree char *path = bus_get_path (fixture->bus, "nginx.conf");
  g_autofree char *listen = g_strconcat ("listen ", fixture->address, NULL);
  g_autofree char *live =
      g_strdup_printf ("/etc/letsencrypt/live/%s/", proxy->name);
  g_autofree char *chain = g_strconcat (live, "fullchain.pem", NULL);
  g_autofree char *key = g_strconcat (live, "privkey.pem", NULL);

  recipe_put (recipe, "    listen [::]:443 ssl;\n", "");
  recipe_put (recipe, "listen 443", listen);
  recipe_put (recipe, chain, fixture->files->certificate);
  recipe_put (recipe, key, fixture->files->key);
  recipe_put (recipe, proxy->name, "127.0.0.1");

  g_string_prepend (recipe, "daemon off;\nmaster_process off;\n"
                            "pid nginx.pid;\nevents {}\n"
                            "http {\naccess_log access.log;\n");
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    g_string_append_printf (recipe, "%s_temp_path %s;\n", needed[i], needed[i]);
  g_string_append (recipe, "}\n");
  write_file (path, recipe->str);
  return g_strdup_printf ("-e stderr -p %s/ -c %s", fixture->bus->directory,
                          path);
}

static char *
make_caddy (ProxyFixture *fixture, const ProxyCase *proxy, GString *recipe)
{
  g_autofree char *path = bus_get_path (fixture->bus, "Caddyfile");
  g_autofree char *site = g_strconcat (proxy->name, " {\n", NULL);
  g_autofree char *own =
      g_strdup_printf ("%s {\n    tls %s %s\n", fixture->origin,
                       fixture->files->certificate, fixture->files->key);

  recipe_put (recipe, site, own);
  g_string_prepend (recipe, "{\n    admin off\n"
                            "    auto_https disable_redirects\n}\n");
  write_file (path, recipe->str);
  return g_strdup_printf ("run --adapter caddyfile --config %s", path);
}

static gboolean
look_again (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static gboolean
listens (const char *address)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, address, 0, NULL, NULL);
  return connection != NULL;
}

static gboolean
has_ended (Program *program)
{
  g_autofree char *log = NULL;

  if (g_subprocess_get_identifier (program->process) != NULL)
    return FALSE;

  log = program_get_log (program);
  g_error ("The web server did not start: %s", log);
}

static void
start_server (ProxyFixture *fixture,
              const ProxyCase *proxy,
              const char *program,
              const char *hub)
{
  g_autoptr (GString) recipe = recipe_read (proxy->server);
  g_autofree char *arguments = NULL;
  g_autofree char *command = NULL;
  guint tick = g_timeout_add (50, look_again, NULL);

  recipe_put (recipe, "127.0.0.1:8976", hub);
  arguments = g_str_equal (proxy->program, "nginx") ?
                  make_nginx (fixture, proxy, recipe) :
                  make_caddy (fixture, proxy, recipe);
  command = g_strconcat (program, " ", arguments, NULL);
  fixture->server = program_start_command (fixture->bus, command);

  /* Neither of them says so. */
  wait_until (listens (fixture->address) || has_ended (fixture->server));
  g_source_remove (tick);
}

void
proxy_fixture_set_up (ProxyFixture *fixture, gconstpointer data)
{
  const ProxyCase *proxy = data;
  g_autofree char *program = find_program (proxy->program);
  g_autofree char *port = hub_choose_port ();
  g_autofree char *hub_port = hub_choose_port ();
  g_autofree char *hub = get_address (hub_port);

  if (program == NULL)
    {
      g_autofree char *reason =
          g_strdup_printf ("there is no %s on this machine", proxy->program);

      g_test_skip (reason);
      return;
    }

  fixture->bus = bus_new ();
  fixture->files = dev_certificate_new (fixture->bus, "dev");
  fixture->address = get_address (port);
  fixture->origin = g_strconcat ("https://", fixture->address, NULL);
  start_hub (fixture, proxy, hub_port);
  start_server (fixture, proxy, program, hub);
  http_trust (fixture->files->ca);
}

void
proxy_fixture_tear_down (ProxyFixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->server, program_free);
  g_clear_pointer (&fixture->hub, hub_stop);
  g_clear_pointer (&fixture->files, dev_certificate_free);
  g_clear_pointer (&fixture->bus, bus_free);
  g_clear_pointer (&fixture->address, g_free);
  g_clear_pointer (&fixture->origin, g_free);
}
