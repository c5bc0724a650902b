/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/settings-table.h"

#include "core/error.h"
#include "core/id.h"
#include "core/origin.h"

#include <gio/gio.h>
#include <string.h>

/* There are senders that refuse an endpoint of 765 bytes. */
#define PUBLIC_URL_MAX 728
G_STATIC_ASSERT (PUBLIC_URL_MAX + sizeof "/push/id/" - 1 + PH_ID_LENGTH < 765);

/* A hundred years. */
#define DAYS_MAX 36525

static void
replace (char **string, char *value)
{
  g_free (*string);
  *string = value;
}

static gboolean
is_address (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL;
}

static gboolean
set_addresses (PhSettings *settings, const char *value)
{
  g_auto (GStrv) parts = g_strsplit_set (value, ";,", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) addresses = NULL;

  for (char **part = parts; *part != NULL; part++)
    {
      if (*g_strstrip (*part) == '\0')
        continue;
      if (!is_address (*part))
        return FALSE;

      g_strv_builder_add (builder, *part);
    }

  addresses = g_strv_builder_end (builder);
  if (addresses[0] == NULL)
    return FALSE;

  g_strfreev (settings->addresses);
  settings->addresses = g_steal_pointer (&addresses);
  return TRUE;
}

static gboolean
is_graphic (const char *text)
{
  for (; *text != '\0'; text++)
    if (!g_ascii_isgraph (*text))
      return FALSE;

  return TRUE;
}

/* Senders copy the origin of an endpoint as it stands in its URL, so that has
 * to be the one way to write it.
 *
 * Returns: (transfer full) (nullable): the base of endpoints that @text is */
static char *
read_base_url (const char *text)
{
  g_autofree char *path = NULL;
  g_autofree char *origin = ph_origin_parse (text, &path);

  if (origin == NULL || !is_graphic (text) || strpbrk (text, "?#") != NULL)
    return NULL;

  for (gsize n = strlen (path); n > 0 && path[n - 1] == '/'; n--)
    path[n - 1] = '\0';
  return g_strconcat (origin, path, NULL);
}

static gboolean
set_public_url (PhSettings *settings, const char *value)
{
  g_autofree char *url = *value != '\0' ? read_base_url (value) : NULL;

  if (*value != '\0' && (url == NULL || strlen (url) > PUBLIC_URL_MAX))
    return FALSE;

  replace (&settings->public_url, g_steal_pointer (&url));
  return TRUE;
}

static gboolean
set_state_dir (PhSettings *settings, const char *value)
{
  if (*value == '\0')
    return FALSE;

  replace (&settings->state_dir, g_canonicalize_filename (value, NULL));
  return TRUE;
}

static gboolean
set_strict (PhSettings *settings, const char *value)
{
  return ph_strictness_from_string (value, &settings->strictness);
}

static gboolean
set_tls_certificate (PhSettings *settings, const char *value)
{
  replace (&settings->tls_certificate,
           *value != '\0' ? g_canonicalize_filename (value, NULL) : NULL);
  return TRUE;
}

static gboolean
set_tls_key (PhSettings *settings, const char *value)
{
  replace (&settings->tls_key,
           *value != '\0' ? g_canonicalize_filename (value, NULL) : NULL);
  return TRUE;
}

static gboolean
set_flag (gboolean *flag, const char *value)
{
  if (!g_str_equal (value, "true") && !g_str_equal (value, "false"))
    return FALSE;

  *flag = g_str_equal (value, "true");
  return TRUE;
}

static gboolean
set_cors (PhSettings *settings, const char *value)
{
  return set_flag (&settings->cors, value);
}

static gboolean
set_demand_vapid (PhSettings *settings, const char *value)
{
  return set_flag (&settings->demand_vapid, value);
}

static gboolean
set_client_batch (PhSettings *settings, const char *value)
{
  return set_flag (&settings->client_batch, value);
}

static gboolean
set_aesgcm_gateway (PhSettings *settings, const char *value)
{
  return set_flag (&settings->aesgcm_gateway, value);
}

/* The characters that RFC 6750 section 2.1 allows in a header field. */
static gboolean
set_client_token (PhSettings *settings, const char *value)
{
  for (const char *c = value; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-._~+/=", *c) == NULL)
      return FALSE;

  replace (&settings->client_token, *value != '\0' ? g_strdup (value) : NULL);
  return TRUE;
}

static gboolean
set_number (const PhSetting *setting, PhSettings *settings, const char *value)
{
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (value, 10, 0, setting->max, &number, NULL))
    return FALSE;

  G_STRUCT_MEMBER (guint, settings, setting->number) = (guint) number;
  return TRUE;
}

/* A member of PhSettings and its largest value, in place of a function. */
#define NUMBER(member, most)                                                   \
  .number = G_STRUCT_OFFSET (PhSettings, member), .max = (most)

static const PhSetting table[] = {
  { "server", "address", "PUSHHUB_ADDRESS", set_addresses,
    "must be one or more IP addresses with semicolons between them" },
  { "server", "port", "PUSHHUB_PORT", NUMBER (port, G_MAXUINT16),
    .rule = "must be a number from 0 to 65535" },
  { "server", "public-url", "PUSHHUB_PUBLIC_URL", set_public_url,
    "must be an http or https URL with a host, without user, query and "
    "fragment, of at most " G_STRINGIFY (PUBLIC_URL_MAX) " characters" },
  { "server", "tls-certificate", "PUSHHUB_TLS_CERTIFICATE", set_tls_certificate,
    "must be the path of a PEM file" },
  { "server", "tls-key", "PUSHHUB_TLS_KEY", set_tls_key,
    "must be the path of a PEM file" },
  { "server", "cors", "PUSHHUB_CORS", set_cors, "must be true or false" },
  { "state", "dir", "PUSHHUB_STATE_DIR", set_state_dir,
    "must be the path of a directory" },
  { "push", "default-ttl", "PUSHHUB_DEFAULT_TTL",
    NUMBER (ttl_default, G_MAXINT32),
    .rule = "must be a number of seconds from 0 to 2147483647" },
  { "push", "max-ttl", "PUSHHUB_MAX_TTL", NUMBER (ttl_max, G_MAXINT32),
    .rule = "must be a number of seconds from 0 to 2147483647" },
  { "push", "strict", "PUSHHUB_STRICT", set_strict,
    "must be true, body or false" },
  { "push", "demand-vapid", "PUSHHUB_DEMAND_VAPID", set_demand_vapid,
    "must be true or false" },
  { "push", "rate-limit", "PUSHHUB_RATE_LIMIT", NUMBER (rate, G_MAXINT32),
    .rule = "must be a number of pushes a minute from 1 to "
            "2147483647, or 0 for any" },
  { "limits", "waiting-pushes", "PUSHHUB_WAITING_PUSHES",
    NUMBER (waiting_max, G_MAXINT32),
    .rule = "must be a number of pushes from 0 to 2147483647" },
  { "limits", "waiting-octets", "PUSHHUB_WAITING_OCTETS",
    NUMBER (octets_max, G_MAXINT32),
    .rule = "must be a number of octets from 0 to 2147483647" },
  { "limits", "disk", "PUSHHUB_DISK", NUMBER (disk_max, G_MAXINT32),
    .rule = "must be a number of MiB from 0 to 2147483647" },
  { "apps", "forget-after", "PUSHHUB_FORGET_AFTER",
    NUMBER (forget_days, DAYS_MAX),
    .rule = "must be a number of days from 1 to " G_STRINGIFY (
        DAYS_MAX) ", or 0 for never" },
  { "client-api", "batch", "PUSHHUB_CLIENT_API_BATCH", set_client_batch,
    "must be true or false" },
  { "client-api", "token", "PUSHHUB_CLIENT_API_TOKEN", set_client_token,
    "must be made of letters, digits and the characters -._~+/=", TRUE },
  { "gateways", "aesgcm", "PUSHHUB_AESGCM_GATEWAY", set_aesgcm_gateway,
    "must be true or false" },
};

const PhSetting *
ph_settings_table (gsize *n_settings)
{
  *n_settings = G_N_ELEMENTS (table);
  return table;
}

const PhSetting *
ph_setting_find (const char *group, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].group, group) && g_str_equal (table[i].key, key))
      return &table[i];

  return NULL;
}

gboolean
ph_setting_apply (const PhSetting *setting,
                  PhSettings *settings,
                  const char *value,
                  const char *origin,
                  GError **error)
{
  g_autofree char *valid = NULL;

  if (setting->set != NULL ? setting->set (settings, value) :
                             set_number (setting, settings, value))
    return TRUE;

  /* A file may hold any octets, the message of an error may not. */
  valid = g_utf8_make_valid (value, -1);
  if (setting->secret)
    g_set_error (error, PH_ERROR, PH_ERROR_INVALID, "%s: %s.", origin,
                 setting->rule);
  else
    g_set_error (error, PH_ERROR, PH_ERROR_INVALID, "%s: %s, not \"%s\".",
                 origin, setting->rule, valid);
  return FALSE;
}
