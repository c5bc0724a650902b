/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <json-glib/json-glib.h>

/* What goes to standard output, and in which form: text for people, coloured
 * and cut to the width of a terminal, or JSON for programs. */

/* --json and --color, which every verb has. */
extern const GOptionEntry ph_output_options[];

gboolean ph_output_wants_json (void);

/* Columns of the terminal; 0 when standard output is none, so that nothing
 * may be cut. */
guint ph_output_width (void);

/* Whether to show progress, on standard error: it is a terminal, and there are
 * no lines on standard output to see the progress by. */
gboolean ph_output_shows_progress (void);

/* --color wins; otherwise only on a terminal that is not "dumb", and with
 * NO_COLOR unset. */
gboolean ph_output_wants_colour (void);

#define PH_PAINT_HEADING "1"
#define PH_PAINT_GOOD "32"
#define PH_PAINT_ATTENTION "1;33"

/* Returns: (transfer full): @text, in the given ECMA-48 rendition if colour is
 * wanted. */
char *ph_output_paint (const char *rendition, const char *text);

/* Whether @character can go to a terminal, which would not obey it. */
gboolean ph_output_can_show (gunichar character);

/* Returns: (transfer full): @text, which came from an app or a server, with
 * nothing in it that a terminal would obey. */
char *ph_output_clean (const char *text);

/* Prints the finished @builder as one line and flushes it. */
void ph_output_json (JsonBuilder *builder);

/* One line for people, flushed. */
void ph_output_line (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Whether the reader of standard output has gone: a stream ends then. */
gboolean ph_output_is_closed (void);
