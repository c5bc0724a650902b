/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/sender.h"

#include "fault/player.h"
#include "fault/request.h"
#include "fault/soup-request.h"

#include <string.h>

/* How long before a hub that does not listen is tried again, and how long the
 * pause of a sender that stalls, in milliseconds. */
#define AGAIN_MS 20
#define STALL_MS 100

static void send_next (Sender *sender);

static gboolean
on_time_to_send (gpointer user_data)
{
  send_next (user_data);
  return G_SOURCE_REMOVE;
}

static Push *
get_push (Sender *sender, guint after)
{
  return sender->next + after < sender->pushes->len ?
             sender->pushes->pdata[sender->next + after] :
             NULL;
}

static void
send_later (Sender *sender, guint milliseconds)
{
  g_timeout_add (milliseconds, on_time_to_send, sender);
}

static void
go_on (Sender *sender)
{
  const Push *push = get_push (sender, 0);

  if (push != NULL)
    send_later (sender, push->pause);
  else
    sender->is_done = TRUE;
}

static guint16
get_port (Sender *sender)
{
  return (guint16) g_ascii_strtoull (sender->round->port, NULL, 10);
}

/* Taking back */

static void
on_cancelled (RequestEnd end, const char *answer, gpointer user_data)
{
  Sender *sender = user_data;
  Push *push = get_push (sender, 0);

  if (request_get_status (answer) == 204)
    push->cancelled = history_now (sender->round->history);
  sender->next++;
  go_on (sender);
}

/* Whether it was accepted or not: what the hub answers counts. */
static void
cancel (Sender *sender, const Push *push)
{
  RequestScript script = { NULL };
  g_autofree char *text = g_strdup_printf (
      "DELETE /message%s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
      "\r\n",
      strrchr (push->location, '/'));

  script.octets = g_bytes_new (text, strlen (text));
  script.first = strlen (text);
  request_send (get_port (sender), &script, on_cancelled, sender);
}

/* Sending */

/* Returns: (transfer full): the field's value; an empty one is none. */
static char *
get_topic (const Push *push)
{
  return push->topic > 0 ? g_strdup_printf ("topic-%u", push->topic) :
                           g_strdup ("");
}

static void
add_request (GByteArray *octets, Sender *sender, const Push *push)
{
  const Player *player = sender->round->players->pdata[push->app];
  g_autofree char *topic = get_topic (push);
  g_autofree char *head =
      g_strdup_printf ("POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nTTL: %u\r\n"
                       "Topic: %s\r\nContent-Length: %zu\r\n\r\n",
                       strstr (player->endpoint, "/push/id/"), push->ttl, topic,
                       g_bytes_get_size (push->body));

  g_byte_array_append (octets, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (octets, g_bytes_get_data (push->body, NULL),
                       (guint) g_bytes_get_size (push->body));
}

static void
note_end (Sender *sender, Push *push, RequestEnd end, const char *answer)
{
  push->status = request_get_status (answer);
  push->answered = history_now (sender->round->history);
  if (push->status != 0)
    {
      push->state = PUSH_ANSWERED;
      push->location = request_get_header (answer, "Location");
    }
  else
    {
      push->state = end == REQUEST_ABANDONED ? PUSH_ABANDONED : PUSH_BROKEN;
    }
}

/* The hub serves one request a connection; whether it reads the second one
 * before it closes is its own affair. */
static void
note_second (Sender *sender, Push *push, RequestEnd end, const char *answers)
{
  const char *first = strstr (answers, "HTTP/1.1 ");
  const char *second = first != NULL ? strstr (first + 1, "HTTP/1.1 ") : NULL;

  note_end (sender, push, REQUEST_ABANDONED, second != NULL ? second : "");
}

static void
on_done (RequestEnd end, const char *answer, gpointer user_data)
{
  Sender *sender = user_data;
  Push *push = get_push (sender, 0);
  Push *second = get_push (sender, 1);

  if (end == REQUEST_REFUSED)
    {
      push->state = PUSH_UNSENT;
      if (second != NULL)
        second->state = PUSH_UNSENT;
      send_later (sender, AGAIN_MS);
      return;
    }

  note_end (sender, push, end, answer);
  if (second != NULL && second->state == PUSH_UNDER_WAY)
    {
      note_second (sender, second, end, answer);
      sender->next++;
    }
  else if (push->cancel && push->location != NULL)
    {
      cancel (sender, push);
      return;
    }
  sender->next++;
  go_on (sender);
}

static void
begin (Sender *sender, Push *push, GByteArray *octets)
{
  push->state = PUSH_UNDER_WAY;
  push->sent = history_now (sender->round->history);
  add_request (octets, sender, push);
}

/* Every other sender is a proper HTTP client, as long as it behaves. */
static gboolean
is_proper (const Sender *sender)
{
  return sender->manner == SENDER_PLAIN && sender->number % 2 == 0;
}

static void
send_properly (Sender *sender, Push *push)
{
  const Player *player = sender->round->players->pdata[push->app];
  g_autofree char *topic = get_topic (push);

  push->state = PUSH_UNDER_WAY;
  push->sent = history_now (sender->round->history);
  soup_request_push (player->endpoint, push->ttl, topic, push->body, on_done,
                     sender);
}

static void
send_octets (Sender *sender)
{
  GByteArray *octets = g_byte_array_new ();
  RequestScript script = { NULL };

  begin (sender, get_push (sender, 0), octets);
  if (sender->manner == SENDER_PIPELINES && get_push (sender, 1) != NULL)
    begin (sender, get_push (sender, 1), octets);

  script.first = octets->len;
  if (sender->manner == SENDER_STALLS || sender->manner == SENDER_HANGS_UP)
    {
      script.first = octets->len * (sender->n_tries++ % 5) / 4;
      script.pause = STALL_MS;
      script.hang_up = sender->manner == SENDER_HANGS_UP;
    }
  script.octets = g_byte_array_free_to_bytes (octets);
  request_send (get_port (sender), &script, on_done, sender);
}

static void
send_next (Sender *sender)
{
  if (is_proper (sender))
    send_properly (sender, get_push (sender, 0));
  else
    send_octets (sender);
}

/* Life */

Sender *
sender_new (Round *round, guint number)
{
  Sender *sender = g_new0 (Sender, 1);
  GPtrArray *pushes = round->history->pushes;

  sender->round = round;
  sender->number = number;
  sender->pushes = g_ptr_array_new ();
  for (guint i = 0; i < pushes->len; i++)
    {
      const Push *push = pushes->pdata[i];

      if (push->sender == number)
        g_ptr_array_add (sender->pushes, (gpointer) push);
    }
  return sender;
}

void
sender_start (Sender *sender)
{
  go_on (sender);
}

void
sender_free (Sender *sender)
{
  g_ptr_array_unref (sender->pushes);
  g_free (sender);
}
