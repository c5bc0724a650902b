/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-message.h"

#include "core/error.h"
#include "core/json-find.h"
#include "core/push.h"

#include <string.h>

/* From which step on a member is left out: step 0 is before the message was
 * found too large, and each further one makes it smaller. */
enum
{
  STEP_FIRST = 0,
  STEP_LAST = 7,
  NEVER,
};

typedef struct Member Member;
struct Member
{
  const char *name; /* NULL stands for all others, at the end of a table */
  int step;
  const Member *inside; /* if its value is an object; or NULL */
};

static const Member content[] = {
  { "formatted_body", 1 },
  { "ciphertext", 2 },
  { NULL, NEVER },
};

static const Member notification[] = {
  { "devices", STEP_FIRST },
  { "content", 3, content },
  { "sender_display_name", 4 },
  { "room_name", 5 },
  { "room_alias", 6 },
  { "event_id", NEVER },
  { "room_id", NEVER },
  { "counts", NEVER },
  { "prio", NEVER },
  { "type", NEVER },
  { "sender", NEVER },
  { NULL, STEP_LAST },
};

static const Member document[] = {
  { "notification", NEVER, notification },
  { NULL, STEP_LAST },
};

static const Member *
find_member (const Member *members, const PhJsonToken *name)
{
  while (members->name != NULL && !ph_json_token_is (name, members->name))
    members++;

  return members;
}

static gboolean
fits (const GString *message)
{
  return message->len <= PH_PUSH_BODY_MAX;
}

static gboolean
needs_comma (const GString *message, PhJsonKind kind)
{
  return kind != PH_JSON_OBJECT_END && kind != PH_JSON_ARRAY_END &&
         message->len > 0 &&
         strchr ("{[:", message->str[message->len - 1]) == NULL;
}

static void
append_token (GString *message, const PhJsonToken *token)
{
  if (needs_comma (message, token->kind))
    g_string_append_c (message, ',');
  g_string_append_len (message, token->text, (gssize) token->length);
  if (token->kind == PH_JSON_NAME)
    g_string_append_c (message, ':');
}

/* @at is at the first token of the value. */
static void
append_value (GString *message, PhJsonScanner *at)
{
  PhJsonKind kind = at->token.kind;
  guint depth = at->token.depth;

  append_token (message, &at->token);
  if (kind != PH_JSON_OBJECT && kind != PH_JSON_ARRAY)
    return;

  while (fits (message) && ph_json_scanner_next (at))
    {
      append_token (message, &at->token);
      if (at->token.depth == depth)
        return;
    }
}

/* @at is at the beginning of an object. The tables are nested three times, so
 * this is, too, at most. */
static void
append_object (GString *message,
               PhJsonScanner *at,
               const Member *members,
               int step)
{
  append_token (message, &at->token);

  while (fits (message) && ph_json_scanner_next (at) &&
         at->token.kind == PH_JSON_NAME)
    {
      const Member *member = find_member (members, &at->token);
      PhJsonToken name = at->token;

      ph_json_scanner_next (at);
      if (member->step <= step)
        {
          ph_json_skip (at);
          continue;
        }

      append_token (message, &name);
      if (member->inside != NULL && at->token.kind == PH_JSON_OBJECT)
        append_object (message, at, member->inside, step);
      else
        append_value (message, at);
    }

  append_token (message, &at->token);
}

GBytes *
ph_matrix_message_new (const char *text, gsize size, GError **error)
{
  g_autoptr (GString) message = g_string_sized_new (PH_PUSH_BODY_MAX);
  PhJsonScanner begin;

  ph_json_scanner_init (&begin, text, size);
  ph_json_scanner_next (&begin);

  for (int step = STEP_FIRST; step <= STEP_LAST; step++)
    {
      PhJsonScanner at = begin;

      g_string_truncate (message, 0);
      append_object (message, &at, document, step);
      if (fits (message))
        return g_string_free_to_bytes (g_steal_pointer (&message));
    }

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "\"event_id\", \"room_id\", \"counts\", \"prio\", \"type\" and "
               "\"sender\" alone have more than %d octets.",
               PH_PUSH_BODY_MAX);
  return NULL;
}
