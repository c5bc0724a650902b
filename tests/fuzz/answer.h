/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* What a server of HTTP sent on one connection, whatever it was asked. */

/* Whether it is the beginning of an answer that has no end: of a listener of
 * the client API. */
gboolean answer_is_open (const GString *text);

/* Returns: (transfer full) (nullable): the identifier of the push that was
 * accepted, NULL when none was. */
char *answer_get_message_id (const GString *text);

/* Whether it is what the Matrix gateway says when it has pushed something, or
 * rejects all. */
gboolean answer_is_of_matrix (const GString *text);

/* It must be one answer as promised (sections 2.7 and 2.8 of the HTTP
 * contract), or nothing. */
void answer_expect_sound (const GString *text);
