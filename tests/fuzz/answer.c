/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fuzz/answer.h"

#include "core/id.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  guint status;
  SoupMessageHeaders *headers;
  const char *body;
  gsize size;
} Answer;

static void
answer_free (Answer *answer)
{
  soup_message_headers_unref (answer->headers);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static const char *
skip_continue (const char *text)
{
  const char *end = strstr (text, "\r\n\r\n");

  return end != NULL && g_str_has_prefix (text, "HTTP/1.1 100 ") ? end + 4 :
                                                                   text;
}

/* Returns: (transfer full) (nullable): NULL when its head is not there. */
static Answer *
parse (const GString *text)
{
  const char *head = skip_continue (text->str);
  const char *end = strstr (head, "\r\n\r\n");
  g_autoptr (Answer) answer = g_new0 (Answer, 1);

  answer->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  if (end == NULL)
    return NULL;

  g_assert_true (soup_headers_parse_response (head, (int) (end + 2 - head),
                                              answer->headers, NULL,
                                              &answer->status, NULL));
  answer->body = end + 4;
  answer->size = text->len - (gsize) (answer->body - text->str);
  return g_steal_pointer (&answer);
}

static const char *
get_field (const Answer *answer, const char *name)
{
  return soup_message_headers_get_list (answer->headers, name);
}

gboolean
answer_is_open (const GString *text)
{
  g_autoptr (Answer) answer = parse (text);

  return answer != NULL && answer->status == 200 &&
         get_field (answer, "Content-Length") == NULL;
}

static char *
get_id (const Answer *answer)
{
  const char *location = get_field (answer, "Location");
  const char *slash = location == NULL ? NULL : strrchr (location, '/');

  return slash == NULL ? NULL : g_strdup (slash + 1);
}

char *
answer_get_message_id (const GString *text)
{
  g_autoptr (Answer) answer = parse (text);

  return answer == NULL ? NULL : get_id (answer);
}

gboolean
answer_is_of_matrix (const GString *text)
{
  g_autoptr (Answer) answer = parse (text);

  return answer != NULL && answer->status == 200 &&
         g_str_has_prefix (answer->body, "{\"rejected\":");
}

static void
expect_accepted (const Answer *answer)
{
  g_autofree char *id = get_id (answer);

  g_assert_true (id != NULL && ph_id_is_valid (id));
  g_assert_nonnull (get_field (answer, "TTL"));
  g_assert_cmpuint (answer->size, ==, 0);
}

static void
expect_text (JsonObject *object, const char *member)
{
  g_assert_cmpstr (json_object_get_string_member (object, member), !=, "");
}

/* The Matrix gateway has errors of its own form (section 4.2). */
static void
expect_matrix_error (JsonObject *object)
{
  const char *code = json_object_get_string_member (object, "errcode");

  g_assert_true (g_str_has_prefix (code, "M_"));
  expect_text (object, "error");
}

/* Statuses that libsoup refuses with by itself, with words that are always the
 * same and without a date. */
static gboolean
may_be_of_libsoup (const Answer *answer)
{
  return answer->status == 400 || answer->status == 417 ||
         answer->status == 501 || answer->status == 505;
}

static void
expect_error (JsonObject *object, const Answer *answer)
{
  guint code = may_be_of_libsoup (answer) ? 400 : answer->status;

  g_assert_cmpint (json_object_get_int_member (object, "code"), ==, code);
  g_assert_cmpint (json_object_get_int_member (object, "errno"), >, 0);
  expect_text (object, "error");
  expect_text (object, "message");
  g_assert_nonnull (json_object_get_string_member (object, "more_info"));
}

static void
expect_refused (const Answer *answer)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *object;

  g_assert_cmpstr (get_field (answer, "Content-Type"), ==, "application/json");
  if (answer->size == 0)
    return;

  json_parser_load_from_data (parser, answer->body, (gssize) answer->size,
                              &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  if (json_object_has_member (object, "errcode"))
    expect_matrix_error (object);
  else
    expect_error (object, answer);
}

/* A body of another length than declared would be a second answer to some. The
 * answer to HEAD has none. */
static void
expect_length (const Answer *answer)
{
  const char *length = get_field (answer, "Content-Length");

  if (length == NULL)
    g_assert_true (answer->status == 200 || answer->status == 204);
  else if (answer->size > 0)
    g_assert_cmpuint (g_ascii_strtoull (length, NULL, 10), ==, answer->size);
}

void
answer_expect_sound (const GString *text)
{
  static const guint known[] = { 200, 201, 204, 400, 401, 403, 404, 405,
                                 408, 413, 417, 429, 501, 503, 505, 0 };
  g_autoptr (Answer) answer = parse (text);
  const guint *status = known;

  if (answer == NULL)
    {
      g_assert_cmpstr (skip_continue (text->str), ==, "");
      return;
    }

  while (*status != 0 && *status != answer->status)
    status++;
  g_assert_cmpuint (answer->status, ==, *status);
  g_assert_cmpstr (get_field (answer, "Connection"), ==, "close");
  if (!may_be_of_libsoup (answer))
    g_assert_nonnull (get_field (answer, "Date"));
  expect_length (answer);
  if (answer->status == 201)
    expect_accepted (answer);
  if (answer->status >= 400)
    expect_refused (answer);
}
