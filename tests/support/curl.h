/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/bus.h"

/* The real curl, as people use it. */
typedef struct
{
  guint status;
  char *headers; /* of the last response, with its status line */
  char *body;
} CurlReply;

/* Runs curl with what @options are in a shell, and waits for the answer. */
CurlReply *curl_run (Bus *bus, const char *options);

/* Posts @body, @size -1 for text, to @url, with more options or "". */
CurlReply *curl_post (Bus *bus,
                      const char *url,
                      gconstpointer body,
                      gssize size,
                      const char *options);

/* Returns: (transfer full) (nullable): the value of a header field. */
char *curl_reply_get_header (CurlReply *reply, const char *name);
void curl_reply_free (CurlReply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CurlReply, curl_reply_free)
