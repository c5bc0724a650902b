/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Reads JSON (RFC 8259) token by token, strictly, in time that grows with the
 * length of the text and without recursion. It is for what strangers send:
 * json-glib lets comments, assignments and octal numbers pass, cuts strings at
 * a NUL, wraps large numbers, changes fractions when it writes them again,
 * recurses without a limit, and needs seconds for an object of half a MiB whose
 * names were chosen to have the same hash.
 *
 * A scanner is a plain value that lends the text: a copy of it stays where it
 * is while the original reads on. */

/* Containers within each other. A homeserver written in Python cannot write
 * more. */
#define PH_JSON_DEPTH_MAX 1000

typedef enum
{
  PH_JSON_OBJECT, /* its beginning */
  PH_JSON_OBJECT_END,
  PH_JSON_ARRAY, /* its beginning */
  PH_JSON_ARRAY_END,
  PH_JSON_NAME, /* of a member; its value follows */
  PH_JSON_STRING,
  PH_JSON_NUMBER,
  PH_JSON_WORD, /* true, false or null */
  PH_JSON_END,  /* of the text, or of what can be read of it */
} PhJsonKind;

typedef struct
{
  PhJsonKind kind;
  const char *text; /* as it is written; a name or a string with its quotes */
  gsize length;
  guint depth; /* containers around it */
} PhJsonToken;

typedef struct
{
  PhJsonToken token; /* the one that was read last */

  /* Private. */
  const char *begin;
  const char *at;
  const char *end;
  guint expected;
  const char *missing; /* what is not at @at, or NULL */
  guint depth;
  char open[PH_JSON_DEPTH_MAX];
} PhJsonScanner;

/* Before the first token of @size octets, which need no NUL behind them. */
void
ph_json_scanner_init (PhJsonScanner *scanner, const char *text, gsize size);

/* Returns: whether there was one more token. */
gboolean ph_json_scanner_next (PhJsonScanner *scanner);

/* Reads on to the end of the text. Fails with PH_ERROR_INVALID and a sentence
 * that says where the text is no JSON, without quoting it. Names that are twice
 * in an object are not looked for. */
gboolean ph_json_scanner_finish (PhJsonScanner *scanner,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The same for a whole text. */
gboolean ph_json_check (const char *text,
                        gsize size,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
