/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/rule.h"

/* What was found wrong with one push, in the order in which it was looked
 * for (http-push.md, sections 2.2 to 2.6). */
typedef struct _PhFindings PhFindings;

/* Octets of what was seen that are kept of each finding. */
#define PH_FINDING_SEEN_MAX 80

PhFindings *ph_findings_new (void);
void ph_findings_free (PhFindings *findings);

/* Notes that @rule is broken. @seen says in words what was there: "no TTL",
 * "\"1.5\"". It is shown to the sender and to the user, so it has no key, no
 * token and nothing of the body; it may be any octets, is made UTF-8 and is
 * cut. A rule is noted once. */
void ph_findings_add (PhFindings *findings, PhRule rule, const char *seen);

/* The same, with the octets that were there in quotation marks. */
void
ph_findings_add_value (PhFindings *findings, PhRule rule, const char *value);

/* Whether @rule is among them; whether there are none. */
gboolean ph_findings_has (const PhFindings *findings, PhRule rule);
gboolean ph_findings_is_empty (const PhFindings *findings);

/* The first finding for which a push is refused.
 *
 * @restricted: whether its registration has a VAPID key
 * @sentence: (out) (transfer full) (optional): it, in words, for the sender
 *
 * Returns: (nullable): its rule, or NULL when the push is not refused */
const PhRuleInfo *ph_findings_get_refusal (const PhFindings *findings,
                                           PhStrictness strictness,
                                           gboolean restricted,
                                           char **sentence);

/* Returns: (transfer full) (nullable): all of them, one in a line: rule, what
 * was seen, what was expected, what to do, and where it is written; NULL when
 * there are none */
char *ph_findings_to_text (const PhFindings *findings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhFindings, ph_findings_free)
