/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/route.h"

#include <glib.h>

/* Judges the header fields of a push, before its body is read (http-push.md
 * 2.1, steps 4 to 6): replies if it is refused, else the request keeps what was
 * found as its judgement. */
void ph_push_judge_fields (PhRequest *request);

/* Judges the body, too (step 8). Returns: whether the push is accepted; else it
 * has been replied to. */
gboolean ph_push_judge_body (PhRequest *request, GBytes *body);

/* Replies that the body is too large; what else is wrong is noted with it. */
void ph_push_judge_length (PhRequest *request);

/* Tells the timeline that the push is refused for what @sentence says, and what
 * was found wrong with it. For refusals that are no rule's: the above do it. */
void ph_push_judge_note_refused (PhRequest *request, const char *sentence);

/* Whether the endpoint is judged strictly. */
gboolean ph_push_judge_is_strict (PhRequest *request);
