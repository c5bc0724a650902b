/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* How much is refused of what application servers send (http-push.md 0.1). */
typedef enum
{
  PH_LENIENT,     /* what an RFC forces it to refuse, and what protects users */
  PH_STRICT,      /* what the pickiest production services refuse, too */
  PH_STRICT_BODY, /* and wrong framing of an encrypted body */
} PhStrictness;
#define PH_N_STRICTNESS (PH_STRICT_BODY + 1)

/* The word for it in pushhub.conf: "false", "true" or "body". */
const char *ph_strictness_to_string (PhStrictness strictness);

/* Reads such a word. Returns: whether @word is one. */
gboolean ph_strictness_from_string (const char *word, PhStrictness *strictness);
