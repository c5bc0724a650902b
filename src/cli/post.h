/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <libsoup/soup.h>

/* One push on its way to a push server (RFC 8030 section 5). */
typedef struct
{
  const char *endpoint;
  GBytes *body;
  gint64 ttl;                /* seconds */
  const char *urgency;       /* NULL sends no such header */
  const char *topic;         /* likewise */
  const char *coding;        /* Content-Encoding, likewise */
  const char *authorization; /* likewise; one line of text */
} PhPost;

/* What the server answered. */
typedef struct
{
  guint status;
  char *reason;   /* the words beside the status, or why it was refused */
  char *location; /* the message's URL, or NULL */
  char *ttl;      /* as applied, or NULL when the server does not say */
} PhAnswer;

/* Checks what GLib and libsoup would only warn about: the endpoint is an http
 * or https URL, and no header holds a line end. The urgency must be a word of
 * RFC 8030 section 5.3. Fails with PH_ERROR_INVALID. */
gboolean ph_post_check (const PhPost *post,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Returns: (transfer full): what to send with: directly, through no proxy, and
 * an answer may take @seconds. */
SoupSession *ph_post_create_session (guint seconds);

/* Sends @post and waits for the answer; redirects are not followed. Of its body
 * no more is received than a reason for a refusal can have.
 *
 * Returns: (transfer full): the answer, whatever its status; NULL when none
 * came. */
PhAnswer *ph_post_send (const PhPost *post,
                        SoupSession *session,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean ph_answer_is_accepted (const PhAnswer *answer);

/* Returns: (transfer full) (nullable): the last part of the message's URL. */
char *ph_answer_get_message_id (const PhAnswer *answer);

void ph_answer_free (PhAnswer *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhAnswer, ph_answer_free)
