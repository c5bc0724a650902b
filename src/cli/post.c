/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/post.h"

#include "cli/output.h"
#include "core/error.h"
#include "core/urgency.h"
#include "webpush/json-reader.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
check_header (const char *option, const char *value, GError **error)
{
  if (value == NULL || strpbrk (value, "\r\n") == NULL)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               _ ("%s: must be one line of text."), option);
  return FALSE;
}

static gboolean
is_http_url (const char *text)
{
  g_autoptr (GUri) url = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = url != NULL ? g_uri_get_scheme (url) : "";
  const char *host = url != NULL ? g_uri_get_host (url) : NULL;

  return (g_str_equal (scheme, "http") || g_str_equal (scheme, "https")) &&
         host != NULL && host[0] != '\0';
}

static gboolean
check_urgency (const char *word, GError **error)
{
  PhUrgency urgency;

  if (word == NULL || ph_urgency_from_string (word, &urgency))
    return TRUE;

  g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                       _ ("--urgency: must be very-low, low, normal or high."));
  return FALSE;
}

gboolean
ph_post_check (const PhPost *post, GError **error)
{
  if (!is_http_url (post->endpoint))
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                           _ ("The endpoint is not an http or https URL."));
      return FALSE;
    }

  return check_urgency (post->urgency, error) &&
         check_header ("--topic", post->topic, error);
}

static SoupMessage *
create_message (const PhPost *post)
{
  SoupMessage *message = soup_message_new (SOUP_METHOD_POST, post->endpoint);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  g_autofree char *ttl = g_strdup_printf ("%" G_GINT64_FORMAT, post->ttl);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_request_body_from_bytes (message, "application/octet-stream",
                                            post->body);
  soup_message_headers_append (headers, "TTL", ttl);
  if (post->urgency != NULL)
    soup_message_headers_append (headers, "Urgency", post->urgency);
  if (post->topic != NULL)
    soup_message_headers_append (headers, "Topic", post->topic);
  if (post->coding != NULL)
    soup_message_headers_append (headers, "Content-Encoding", post->coding);

  if (post->authorization != NULL)
    soup_message_headers_append (headers, "Authorization", post->authorization);

  return message;
}

/* The "message" of a JSON error body, when there is one.
 *
 * Returns: (transfer full) (nullable): it. */
static char *
read_refusal (GBytes *body)
{
  gsize size = 0;
  const char *text = g_bytes_get_data (body, &size);
  g_autoptr (JsonNode) root = ph_json_read (text, size, NULL);
  JsonNode *member = NULL;

  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    member = json_object_get_member (json_node_get_object (root), "message");
  if (member == NULL || json_node_get_value_type (member) != G_TYPE_STRING)
    return NULL;

  return ph_output_clean (json_node_get_string (member));
}

/* Returns: (transfer full) (nullable): the field called @name. */
static char *
read_header (SoupMessage *message, const char *name)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *value = soup_message_headers_get_one (headers, name);

  return value != NULL ? ph_output_clean (value) : NULL;
}

static PhAnswer *
read_answer (SoupMessage *message, GBytes *body)
{
  PhAnswer *answer = g_new0 (PhAnswer, 1);
  const char *phrase = soup_message_get_reason_phrase (message);

  answer->status = soup_message_get_status (message);
  answer->location = read_header (message, "Location");
  answer->ttl = read_header (message, "TTL");
  if (!ph_answer_is_accepted (answer))
    answer->reason = read_refusal (body);
  if (answer->reason == NULL)
    answer->reason = ph_output_clean (phrase != NULL ? phrase : "");

  return answer;
}

SoupSession *
ph_post_create_session (guint seconds)
{
  SoupSession *session = soup_session_new_with_options (
      "timeout", seconds, "proxy-resolver", NULL, NULL);

  soup_session_set_user_agent (session, "pushhub/" PH_VERSION);
  return session;
}

/* Returns: (transfer full) (nullable): the beginning of the answer's body: what
 * is longer than any JSON that is read is not even received. */
static GBytes *
receive (SoupMessage *message, SoupSession *session, GError **error)
{
  g_autoptr (GInputStream) stream =
      soup_session_send (session, message, NULL, error);
  g_autofree char *octets = g_malloc (PH_JSON_READ_MAX + 1);
  gsize size = 0;

  if (stream == NULL ||
      !g_input_stream_read_all (stream, octets, PH_JSON_READ_MAX + 1, &size,
                                NULL, error))
    return NULL;

  return g_bytes_new_take (g_steal_pointer (&octets), size);
}

PhAnswer *
ph_post_send (const PhPost *post, SoupSession *session, GError **error)
{
  g_autoptr (SoupMessage) message = create_message (post);
  g_autoptr (GBytes) body = receive (message, session, error);

  if (body == NULL)
    return NULL;

  return read_answer (message, body);
}

gboolean
ph_answer_is_accepted (const PhAnswer *answer)
{
  return SOUP_STATUS_IS_SUCCESSFUL (answer->status);
}

char *
ph_answer_get_message_id (const PhAnswer *answer)
{
  const char *slash =
      answer->location != NULL ? strrchr (answer->location, '/') : NULL;

  return slash != NULL && slash[1] != '\0' ? g_strdup (slash + 1) : NULL;
}

void
ph_answer_free (PhAnswer *answer)
{
  g_free (answer->reason);
  g_free (answer->location);
  g_free (answer->ttl);
  g_free (answer);
}
