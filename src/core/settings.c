/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/settings.h"

#include "core/error.h"
#include "core/names.h"
#include "core/settings-table.h"

#include <gio/gio.h>

#define DEFAULT_PORT 8976
#define DEFAULT_TTL 86400       /* a day, as most senders ask for */
#define DEFAULT_TTL_MAX 2592000 /* 30 days */
#define DEFAULT_WAITING_MAX 1000
#define DEFAULT_OCTETS_MAX (4 * 1024 * 1024)
#define DEFAULT_DISK_MAX 256 /* MiB */
#define DEFAULT_FORGET_DAYS 90

/* systemd names the directory it has made for a unit; of several, the first
 * is ours. */
static char *
default_state_dir (void)
{
  const char *given = g_getenv ("STATE_DIRECTORY");

  if (given != NULL && *given != '\0')
    {
      g_auto (GStrv) paths = g_strsplit (given, ":", 2);

      return g_strdup (paths[0]);
    }

  return g_build_filename (g_get_user_state_dir (), PH_STATE_DIRECTORY, NULL);
}

static PhSettings *
settings_new (void)
{
  static const char *const addresses[] = { "127.0.0.1", "::1", NULL };
  PhSettings *settings = g_new0 (PhSettings, 1);

  settings->addresses = g_strdupv ((char **) addresses);
  settings->port = DEFAULT_PORT;
  settings->state_dir = default_state_dir ();
  settings->ttl_default = DEFAULT_TTL;
  settings->ttl_max = DEFAULT_TTL_MAX;
  settings->waiting_max = DEFAULT_WAITING_MAX;
  settings->octets_max = DEFAULT_OCTETS_MAX;
  settings->disk_max = DEFAULT_DISK_MAX;
  settings->forget_days = DEFAULT_FORGET_DAYS;
  return settings;
}

void
ph_settings_free (PhSettings *settings)
{
  g_strfreev (settings->addresses);
  g_free (settings->public_url);
  g_free (settings->tls_certificate);
  g_free (settings->tls_key);
  g_free (settings->state_dir);
  g_free (settings->client_token);
  g_free (settings);
}

/* Files */

static gboolean
apply_key (PhSettings *settings,
           GKeyFile *keys,
           const char *path,
           const char *group,
           const char *key,
           GError **error)
{
  const PhSetting *setting = ph_setting_find (group, key);
  g_autofree char *origin = g_strdup_printf ("%s: [%s] %s", path, group, key);
  g_autofree char *value = g_key_file_get_value (keys, group, key, NULL);

  if (setting == NULL)
    {
      g_message ("%s: there is no such setting; ignored.", origin);
      return TRUE;
    }

  return ph_setting_apply (setting, settings, g_strchomp (value), origin,
                           error);
}

static gboolean
apply_keys (PhSettings *settings,
            GKeyFile *keys,
            const char *path,
            GError **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (keys, NULL);

  for (char **group = groups; *group != NULL; group++)
    {
      g_auto (GStrv) names = g_key_file_get_keys (keys, *group, NULL, NULL);

      for (char **name = names; *name != NULL; name++)
        if (!apply_key (settings, keys, path, *group, *name, error))
          return FALSE;
    }

  return TRUE;
}

static gboolean
apply_file (PhSettings *settings,
            const char *path,
            gboolean optional,
            GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *why = NULL;
  g_autoptr (GError) reason = NULL;

  if (g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, &reason))
    return apply_keys (settings, keys, name, error);
  if (optional && g_error_matches (reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;

  /* GLib quotes what it cannot read as it is. */
  why = g_utf8_make_valid (reason->message, -1);
  g_set_error (error, PH_ERROR, PH_ERROR_INVALID, "%s: cannot be read: %s.",
               name, why);
  return FALSE;
}

static gboolean
apply_default_files (PhSettings *settings, GError **error)
{
  const char *const *system = g_get_system_config_dirs ();
  g_autofree char *user =
      g_build_filename (g_get_user_config_dir (), PH_CONFIG_FILE, NULL);

  /* The most important directory comes first in the list; what is applied
   * last wins. */
  for (gsize n = g_strv_length ((char **) system); n > 0; n--)
    {
      g_autofree char *path =
          g_build_filename (system[n - 1], PH_CONFIG_FILE, NULL);

      if (!apply_file (settings, path, TRUE, error))
        return FALSE;
    }

  return apply_file (settings, user, TRUE, error);
}

/* The environment */

/* An empty variable is as good as none: that is how shells unset one for a
 * single command. */
static gboolean
apply_environment (PhSettings *settings, GError **error)
{
  gsize n_settings;
  const PhSetting *table = ph_settings_table (&n_settings);

  for (gsize i = 0; i < n_settings; i++)
    {
      const char *variable = table[i].variable;
      const char *value = g_getenv (variable);

      if (value != NULL && *value != '\0' &&
          !ph_setting_apply (&table[i], settings, value, variable, error))
        return FALSE;
    }

  return TRUE;
}

/* All together */

static gboolean
check (const PhSettings *settings, GError **error)
{
  if (settings->ttl_default <= settings->ttl_max)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "[push] default-ttl: must be at most max-ttl, which is %u, not "
               "\"%u\".",
               settings->ttl_max, settings->ttl_default);
  return FALSE;
}

PhSettings *
ph_settings_load (const char *file, GError **error)
{
  g_autoptr (PhSettings) settings = settings_new ();
  gboolean loaded = file != NULL ? apply_file (settings, file, FALSE, error) :
                                   apply_default_files (settings, error);

  if (!loaded || !apply_environment (settings, error) ||
      !check (settings, error))
    return NULL;

  return g_steal_pointer (&settings);
}

gboolean
ph_settings_set (PhSettings *settings,
                 const char *group,
                 const char *key,
                 const char *value,
                 const char *origin,
                 GError **error)
{
  const PhSetting *setting = ph_setting_find (group, key);

  g_return_val_if_fail (setting != NULL, FALSE);

  return ph_setting_apply (setting, settings, value, origin, error);
}

gboolean
ph_settings_is_public (const PhSettings *settings)
{
  if (settings->public_url != NULL)
    return TRUE;

  for (char **text = settings->addresses; *text != NULL; text++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (*text);

      if (!g_inet_address_get_is_loopback (address))
        return TRUE;
    }

  return FALSE;
}
