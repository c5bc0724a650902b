/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <libsoup/soup.h>

/* What an HTTP server answered. */
typedef struct
{
  guint status;
  SoupMessageHeaders *headers;
  char *body; /* ends with a NUL that is not counted */
  gsize size;
} HttpReply;

/* Sends one request, never follows a redirect, and waits for the whole answer
 * while the main context turns. @body may be NULL; @size -1 for text. Then
 * come names and values of request headers, NULL at the end. */
HttpReply *http_request (const char *method,
                         const char *url,
                         gconstpointer body,
                         gssize size,
                         ...) G_GNUC_NULL_TERMINATED;

HttpReply *http_get (const char *url);

/* From now on https servers must have a certificate of the CA in this file. */
void http_trust (const char *path);

/* Pushes @body to @endpoint, which must answer 201. Returns: (transfer full):
 * the message's identifier. */
char *http_push (const char *endpoint, gconstpointer body, gssize size);

/* Pushes with a TTL. */
char *
http_push_with_ttl (const char *endpoint, const char *body, const char *ttl);

/* The answer to @method on @url must have @status. */
void http_expect_status (const char *method, const char *url, guint status);

/* Returns: (transfer full): @url with @host as its host and no path. */
char *http_get_origin_at (const char *url, const char *host);

/* @reply to a push must be a 201. Returns: (transfer full): the message's
 * identifier, the end of its Location. */
char *http_take_id (HttpReply *reply);

const char *http_reply_get_header (HttpReply *reply, const char *name);
void http_reply_free (HttpReply *reply);

/* A response that stays open. */
typedef struct
{
  GCancellable *cancellable;
  GInputStream *stream;
  guint status;
  char *content_type;
  GString *text; /* all of the body until now */
  gboolean ended;
} HttpListener;

/* Opens @url with GET and the request headers up to NULL, and waits for the
 * answer's headers. */
HttpListener *http_listen (const char *url, ...) G_GNUC_NULL_TERMINATED;

/* Waits until the whole body so far is as long as @text, and compares. */
void http_listener_expect (HttpListener *listener, const char *text);

/* Waits for the end of the response. */
void http_listener_expect_end (HttpListener *listener);

/* Closes the connection. */
void http_listener_free (HttpListener *listener);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HttpReply, http_reply_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HttpListener, http_listener_free)
