/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/request.h"
#include "fault/round.h"
#include "support/client.h"
#include "support/http.h"

#include <string.h>

/* A listener of the client API that does not read, while more is pushed to it
 * than the hub keeps for one that stalls. The apps must not notice. */

#define BODY_SIZE 4096

/* Milliseconds before a hub that does not listen is tried again. */
#define AGAIN_MS 20

#define ID_BEFORE "{\"id\":\""

typedef struct
{
  Round *round;
  char *id; /* NULL when it could not register */
  GSocketConnection *listener;
  gboolean is_over;
  gboolean is_busy; /* a request is under way */
} Reader;

static void push_on (Reader *reader);

static void
send_request (Reader *reader, const char *head, gsize size, RequestFunc func)
{
  GString *text = g_string_new (head);
  RequestScript script = { NULL };

  g_string_set_size (text, strlen (head) + size);
  memset (text->str + strlen (head), 'x', size);
  script.first = text->len;
  script.octets = g_string_free_to_bytes (text);
  reader->is_busy = TRUE;
  request_send ((guint16) g_ascii_strtoull (reader->round->port, NULL, 10),
                &script, func, reader);
}

static gboolean
on_time_to_push (gpointer user_data)
{
  push_on (user_data);
  return G_SOURCE_REMOVE;
}

static void
on_pushed (RequestEnd end, const char *answer, gpointer user_data)
{
  Reader *reader = user_data;

  if (end == REQUEST_REFUSED)
    g_timeout_add (AGAIN_MS, on_time_to_push, reader);
  else
    push_on (reader);
}

static void
push_on (Reader *reader)
{
  g_autofree char *head = g_strdup_printf (
      "POST /push/id/%s HTTP/1.1\r\nHost: 127.0.0.1\r\nTTL: 3600\r\n"
      "Content-Length: %d\r\n\r\n",
      reader->id, BODY_SIZE);

  if (reader->is_over)
    reader->is_busy = FALSE;
  else
    send_request (reader, head, BODY_SIZE, on_pushed);
}

/* The hub may be gone, or not listen to anybody: then nobody listens to it. */
static void
listen_to (Reader *reader)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autofree char *head = g_strdup_printf (
      "GET /client/id/%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", reader->id);

  reader->listener = g_socket_client_connect_to_host (
      client, "127.0.0.1",
      (guint16) g_ascii_strtoull (reader->round->port, NULL, 10), NULL, NULL);
  if (reader->listener != NULL)
    g_output_stream_write_all (
        g_io_stream_get_output_stream (G_IO_STREAM (reader->listener)), head,
        strlen (head), NULL, NULL, NULL);
}

static void
on_registered (RequestEnd end, const char *answer, gpointer user_data)
{
  Reader *reader = user_data;
  const char *id = strstr (answer, ID_BEFORE);

  if (request_get_status (answer) != SOUP_STATUS_OK || id == NULL)
    {
      reader->is_busy = FALSE;
      return;
    }

  id += strlen (ID_BEFORE);
  reader->id = g_strndup (id, strcspn (id, "\""));
  listen_to (reader);
  push_on (reader);
}

static gboolean
begin (Round *round, Trouble *trouble)
{
  Reader *reader = g_new0 (Reader, 1);

  reader->round = round;
  trouble->victim = reader;
  send_request (reader,
                "GET /client/register HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 0,
                on_registered);
  return TRUE;
}

static void
end (Round *round, Trouble *trouble)
{
  Reader *reader = trouble->victim;

  reader->is_over = TRUE;
}

static gboolean
is_idle (Round *round, gpointer user_data)
{
  const Reader *reader = user_data;

  return !reader->is_busy;
}

/* What it did not read waits for it no longer. */
static void
finish (Round *round, Trouble *trouble)
{
  Reader *reader = trouble->victim;

  round_turn_until (round, is_idle, reader);
  if (reader->id != NULL)
    {
      g_autofree char *url = client_get_listen_url (round->hub, reader->id);

      http_expect_status ("DELETE", url, SOUP_STATUS_NO_CONTENT);
    }
  g_clear_object (&reader->listener);
  g_free (reader->id);
  g_free (reader);
}

const Fault fault_slow_readers = {
  .name = "slow-readers",
  .what = "a listener of the client API does not read what is pushed to it",
  .weight = 1,
  .begin = begin,
  .end = end,
  .finish = finish,
};
