/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/output.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

typedef enum
{
  COLOUR_AUTO,
  COLOUR_ALWAYS,
  COLOUR_NEVER,
} Colour;

/* What the two options below chose: once, before a verb runs. */
static struct
{
  gboolean json;
  Colour colour;
} chosen;

static gboolean
parse_colour (const char *option,
              const char *value,
              gpointer user_data,
              GError **error)
{
  if (value == NULL || g_str_equal (value, "always"))
    chosen.colour = COLOUR_ALWAYS;
  else if (g_str_equal (value, "never"))
    chosen.colour = COLOUR_NEVER;
  else if (g_str_equal (value, "auto"))
    chosen.colour = COLOUR_AUTO;
  else
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("%s: must be always, never or auto, not '%s'"), option,
                   value);
      return FALSE;
    }

  return TRUE;
}

const GOptionEntry ph_output_options[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &chosen.json,
    N_ ("Print JSON instead of text"), NULL },
  { "color", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK,
    (gpointer) parse_colour, N_ ("Use colour: always, never or auto"),
    N_ ("WHEN") },
  { NULL },
};

gboolean
ph_output_wants_json (void)
{
  return chosen.json;
}

guint
ph_output_width (void)
{
  struct winsize size = { 0 };

  if (!isatty (STDOUT_FILENO) || ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
    return 0;

  return size.ws_col;
}

gboolean
ph_output_shows_progress (void)
{
  return isatty (STDERR_FILENO) && !isatty (STDOUT_FILENO);
}

gboolean
ph_output_wants_colour (void)
{
  const char *refused = g_getenv ("NO_COLOR");

  if (chosen.colour != COLOUR_AUTO)
    return chosen.colour == COLOUR_ALWAYS;

  return isatty (STDOUT_FILENO) && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0 &&
         (refused == NULL || refused[0] == '\0');
}

char *
ph_output_paint (const char *rendition, const char *text)
{
  if (!ph_output_wants_colour ())
    return g_strdup (text);

  return g_strdup_printf ("\033[%sm%s\033[0m", rendition, text);
}

gboolean
ph_output_can_show (gunichar character)
{
  /* The joiners belong to words and emoji; other format characters can turn a
   * line round. */
  return g_unichar_isprint (character) || character == 0x200c ||
         character == 0x200d;
}

char *
ph_output_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      g_string_append_unichar (
          clean, ph_output_can_show (character) ? character : 0xfffd);
    }

  return g_string_free (clean, FALSE);
}

void
ph_output_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *line = json_to_string (root, FALSE);

  /* Not g_print (): JSON is UTF-8 whatever the locale says. */
  fputs (line, stdout);
  fputc ('\n', stdout);
  fflush (stdout);
}

void
ph_output_line (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_print ("%s\n", line);
  fflush (stdout);
}

gboolean
ph_output_is_closed (void)
{
  return ferror (stdout) != 0;
}
