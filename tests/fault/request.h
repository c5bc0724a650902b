/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>

/* A request on a bare connection, while the main context turns: whole, in two
 * parts, or with a client that hangs up. */

typedef enum
{
  REQUEST_REFUSED,   /* nobody listens: nothing was sent */
  REQUEST_DONE,      /* the server ended the connection */
  REQUEST_ABANDONED, /* the client did */
} RequestEnd;

typedef struct
{
  GBytes *octets;
  gsize first;      /* of them, to be sent at once */
  guint pause;      /* milliseconds after those */
  gboolean hang_up; /* after the pause; or else the rest is sent */
} RequestScript;

/* @answer is all that the server sent. */
typedef void (*RequestFunc) (RequestEnd end,
                             const char *answer,
                             gpointer user_data);

/* Sends to 127.0.0.1 at @port. Takes the octets of @script. */
void request_send (guint16 port,
                   const RequestScript *script,
                   RequestFunc func,
                   gpointer user_data);

/* Returns: the status of the answer that begins at @answer, or 0 when there is
 * none. */
guint request_get_status (const char *answer);

/* Returns: (transfer full) (nullable): the value of a header field. */
char *request_get_header (const char *answer, const char *name);
