/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/refusal.h"

#include <libsoup/soup.h>

/* Every answer is made here. */

/* The status line and the header fields all answers share; for answers whose
 * body comes later. */
void ph_reply_begin (SoupServerMessage *message, guint status);

void ph_reply_set_header (SoupServerMessage *message,
                          const char *name,
                          const char *value);

/* Without a body. */
void ph_reply_empty (SoupServerMessage *message, guint status);

/* 200 with @json as the body. */
void ph_reply_json (SoupServerMessage *message, const char *json);

/* @sentence says what was wrong; in our own form unless there is a @form. */
void ph_reply_refusal (SoupServerMessage *message,
                       const PhRefusal *refusal,
                       const char *sentence);
void ph_reply_refusal_as (SoupServerMessage *message,
                          PhRefusalForm form,
                          const PhRefusal *refusal,
                          const char *sentence);
void ph_reply_error (SoupServerMessage *message, const GError *error);

/* What libsoup cannot read it refuses by itself, with a status of its own that
 * nobody is told of. @json is sent with that. It must be there before, and go
 * again when there is somebody to answer. */
void ph_reply_prepare (SoupServerMessage *message, const char *json);
void ph_reply_unprepare (SoupServerMessage *message);

/* An answer that is not known yet. Nothing is sent until it is freed; the
 * callback that knows the answer replies to @message and frees it. That the
 * connection may end before is taken care of. */
typedef struct
{
  SoupServerMessage *message;
  gboolean connected;
} PhLateReply;

PhLateReply *ph_late_reply_new (SoupServerMessage *message);
void ph_late_reply_free (PhLateReply *late);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhLateReply, ph_late_reply_free)
