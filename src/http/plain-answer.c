/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/plain-answer.h"

#include "http/refusal.h"

#include <string.h>

/* Octets of a request; what is beyond may cost the peer the answer. */
#define REQUEST_MAX (64 * 1024)

/* Closing a socket that has unread octets resets the connection, and then the
 * peer may not see what was sent. */
static void
take_in (GSocket *socket)
{
  char waste[4096];
  gssize taken = 0;

  for (gsize all = 0; taken >= 0 && all < REQUEST_MAX; all += (gsize) taken)
    {
      taken = g_socket_receive_with_blocking (socket, waste, sizeof waste,
                                              FALSE, NULL, NULL);
      if (taken == 0)
        return;
    }
}

void
ph_plain_answer (GSocket *socket)
{
  g_autofree char *json = ph_refusal_to_json (
      &ph_refusal_syntax,
      "This port speaks HTTPS: the URL must begin with https://.");
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 400 %s\r\nConnection: close\r\n"
      "Content-Type: application/json\r\n"
      "Content-Length: %zu\r\n\r\n%s",
      ph_refusal_get_phrase (&ph_refusal_syntax), strlen (json), json);

  take_in (socket);
  g_socket_send_with_blocking (socket, answer, strlen (answer), FALSE, NULL,
                               NULL);
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
}
