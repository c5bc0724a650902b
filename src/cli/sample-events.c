/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/sample-events.h"

#include "cli/json.h"
#include "cli/output.h"

#include <glib/gi18n.h>
#include <string.h>

/* Of a push that is not text, as much as shows what it is. */
#define OCTETS_SHOWN 16

static JsonBuilder *
begin_event (const char *name)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  ph_json_add_string (builder, "event", name);
  return builder;
}

static void
end_event (JsonBuilder *builder)
{
  json_builder_end_object (builder);
  ph_output_json (builder);
}

void
ph_sample_print_registered (const char *service, const char *distributor)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!ph_output_wants_json ())
    {
      ph_output_line (_ ("Registered %s with %s."), service, distributor);
      return;
    }

  builder = begin_event ("registered");
  ph_json_add_string (builder, "app", service);
  ph_json_add_string (builder, "distributor", distributor);
  end_event (builder);
}

static void
print_endpoint (const char *endpoint, const char *p256dh, const char *auth)
{
  ph_output_line (_ ("Endpoint: %s"), endpoint);
  if (auth != NULL)
    {
      ph_output_line ("  p256dh: %s", p256dh);
      ph_output_line ("  auth: %s", auth);
    }
}

static void
print_command (const char *endpoint,
               const char *p256dh,
               const char *auth,
               gboolean restricted)
{
  g_autofree char *quoted = g_shell_quote (endpoint);
  g_autoptr (GString) line = g_string_new (NULL);

  if (restricted || auth != NULL)
    g_string_printf (line, "pushhub send %s \"Hello\"", quoted);
  else
    g_string_printf (line, "curl -d \"Hello\" %s", quoted);
  if (restricted)
    g_string_append (line, " --vapid KEYFILE");
  if (auth != NULL)
    g_string_append_printf (line, " --encrypt %s %s", p256dh, auth);

  ph_output_line ("  %s", line->str);
}

/* Beside its "event" this is what libraries take as a subscription. */
static void
print_endpoint_json (const char *endpoint, const char *p256dh, const char *auth)
{
  g_autoptr (JsonBuilder) builder = begin_event ("endpoint");

  ph_json_add_string (builder, "endpoint", endpoint);
  if (auth != NULL)
    {
      json_builder_set_member_name (builder, "keys");
      json_builder_begin_object (builder);
      ph_json_add_string (builder, "p256dh", p256dh);
      ph_json_add_string (builder, "auth", auth);
      json_builder_end_object (builder);
    }
  end_event (builder);
}

void
ph_sample_print_endpoint (const char *endpoint,
                          const PhSubscriptionKeys *keys,
                          gboolean restricted)
{
  g_autofree char *clean = ph_output_clean (endpoint);
  const char *p256dh = keys != NULL ? ph_ec_key_get_text (keys->p256dh) : NULL;
  g_autofree char *auth =
      keys != NULL ? ph_subscription_keys_get_auth (keys) : NULL;

  if (ph_output_wants_json ())
    {
      print_endpoint_json (endpoint, p256dh, auth);
      return;
    }

  print_endpoint (clean, p256dh, auth);
  if (restricted)
    ph_output_line ("  %s", _ ("Only the sender with the private key, here in "
                               "KEYFILE, can push to it."));
  print_command (clean, p256dh, auth, restricted);
}

char *
ph_sample_read_text (GBytes *body)
{
  gsize size = 0;
  const char *octets = g_bytes_get_data (body, &size);
  g_autofree char *text = g_strndup (size > 0 ? octets : "", size);

  /* Not of the copy, which would end at a NUL. */
  if (size > 0 && !g_utf8_validate_len (octets, size, NULL))
    return NULL;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!ph_output_can_show (g_utf8_get_char (at)) && *at != '\n' &&
        *at != '\t')
      return NULL;

  return g_steal_pointer (&text);
}

static char *
dump_octets (GBytes *body)
{
  gsize size = 0;
  const guint8 *octets = g_bytes_get_data (body, &size);
  GString *dump = g_string_new (NULL);

  for (gsize i = 0; i < MIN (size, OCTETS_SHOWN); i++)
    g_string_append_printf (dump, "%s%02x", i > 0 ? " " : "", octets[i]);
  if (size > OCTETS_SHOWN)
    g_string_append (dump, " …");

  return g_string_free (dump, FALSE);
}

static void
print_message (guint number, GBytes *body, const char *text)
{
  g_autofree char *octets = NULL;

  if (text != NULL)
    {
      ph_output_line (_ ("Push %u: %s"), number, text);
      return;
    }

  octets = dump_octets (body);
  ph_output_line (_ ("Push %u (binary, size %" G_GSIZE_FORMAT "): %s"), number,
                  g_bytes_get_size (body), octets);
}

void
ph_sample_print_message (guint number,
                         const char *id,
                         GBytes *body,
                         gboolean decrypted)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *text = ph_sample_read_text (body);
  g_autofree char *encoded = NULL;

  if (!ph_output_wants_json ())
    {
      print_message (number, body, text);
      return;
    }

  builder = begin_event ("message");
  encoded =
      g_base64_encode (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  if (id != NULL)
    ph_json_add_string (builder, "id", id);
  if (decrypted)
    ph_json_add_flag (builder, "decrypted", TRUE);
  ph_json_add_string (builder, "body_base64", encoded);
  if (text != NULL)
    ph_json_add_string (builder, "text", text);
  end_event (builder);
}

void
ph_sample_print_undecrypted (guint number,
                             const char *id,
                             gsize size,
                             const char *why)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!ph_output_wants_json ())
    {
      ph_output_line (
          _ ("Push %u could not be decrypted (size %" G_GSIZE_FORMAT "): %s"),
          number, size, why);
      return;
    }

  builder = begin_event ("undecrypted");
  if (id != NULL)
    ph_json_add_string (builder, "id", id);
  ph_json_add_flag (builder, "decrypted", FALSE);
  ph_json_add_string (builder, "error", why);
  ph_json_add_number (builder, "octets", (gint64) size);
  end_event (builder);
}

void
ph_sample_print_unregistered (void)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!ph_output_wants_json ())
    {
      ph_output_line ("%s", _ ("Unregistered."));
      return;
    }

  builder = begin_event ("unregistered");
  end_event (builder);
}
