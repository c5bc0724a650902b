/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/request.h"
#include "fault/round.h"
#include "support/client.h"
#include "support/http.h"
#include "support/wire.h"

#include <string.h>

/* A listener of the client API that does not read, while more is pushed to it
 * than the hub keeps for one that stalls. The apps must not notice. */

#define BODY_SIZE 4096

typedef struct
{
  Round *round;
  char *id;
  Wire *listener;
  gboolean is_over;
  gboolean is_pushing;
} Reader;

static void push_on (Reader *reader);

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

  if (end == REQUEST_REFUSED && !reader->is_over)
    g_timeout_add (20, on_time_to_push, reader);
  else
    push_on (reader);
}

static void
push_on (Reader *reader)
{
  RequestScript script = { NULL };
  g_autofree char *head = NULL;
  GString *text;

  reader->is_pushing = !reader->is_over;
  if (reader->is_over)
    return;

  head = g_strdup_printf ("POST /push/id/%s HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                          "TTL: 3600\r\nContent-Length: %d\r\n\r\n",
                          reader->id, BODY_SIZE);
  text = g_string_new (head);
  g_string_set_size (text, strlen (head) + BODY_SIZE);
  memset (text->str + strlen (head), 'x', BODY_SIZE);
  script.first = text->len;
  script.octets = g_string_free_to_bytes (text);
  request_send ((guint16) g_ascii_strtoull (reader->round->port, NULL, 10),
                &script, on_pushed, reader);
}

static gboolean
begin (Round *round, Trouble *trouble)
{
  Reader *reader;
  g_autofree char *url = NULL;

  if (round->hub == NULL)
    return FALSE;

  reader = g_new0 (Reader, 1);
  reader->round = round;
  reader->id = client_register (round->hub);
  url = client_get_listen_url (round->hub, reader->id);
  reader->listener = wire_open (url);
  wire_send (reader->listener,
             "GET /client/id/%s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
             reader->id);
  trouble->victim = reader;
  push_on (reader);
  return TRUE;
}

static void
end (Round *round, Trouble *trouble)
{
  Reader *reader = trouble->victim;

  reader->is_over = TRUE;
}

/* What it did not read waits for it no longer. */
static void
finish (Round *round, Trouble *trouble)
{
  Reader *reader = trouble->victim;
  g_autofree char *url = client_get_listen_url (round->hub, reader->id);

  while (reader->is_pushing)
    g_main_context_iteration (NULL, TRUE);
  http_expect_status ("DELETE", url, SOUP_STATUS_NO_CONTENT);
  wire_close (reader->listener);
  g_free (reader->id);
  g_free (reader);
}

const Fault fault_slow_readers = {
  .name = "slow-readers",
  .what = "a listener of the client API does not read what is pushed to it",
  .everyday = TRUE,
  .begin = begin,
  .end = end,
  .finish = finish,
};
