/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/strictness.h"

#include <glib.h>

/* What the RFCs and the pickiest push services ask of a push
 * (contracts/http-push.md, sections 2.2 to 2.6). Which of it is refused is a
 * matter of strictness; all of it is told. */
typedef enum
{
  PH_RULE_TTL_MISSING,
  PH_RULE_TTL_SHAPE,
  PH_RULE_TTL_SIGN,
  PH_RULE_TTL_REPEATED,
  PH_RULE_TTL_CLAMPED,
  PH_RULE_URGENCY_REPEATED,
  PH_RULE_URGENCY_WORD,
  PH_RULE_TOPIC_REPEATED,
  PH_RULE_TOPIC_EMPTY,
  PH_RULE_TOPIC_SHAPE,
  PH_RULE_TOPIC_PADDED,

  PH_RULE_BODY_EMPTY,
  PH_RULE_BODY_LENGTH,
  PH_RULE_ENCODING_MISSING,
  PH_RULE_ENCODING_REPEATED,
  PH_RULE_ENCODING_AESGCM,
  PH_RULE_ENCODING_UNKNOWN,
  PH_RULE_ENCODING_MIXED,
  PH_RULE_FRAMING_LENGTH,
  PH_RULE_FRAMING_PLAIN,
  PH_RULE_FRAMING_KEY_ID,
  PH_RULE_FRAMING_KEY,
  PH_RULE_FRAMING_RECORD_SIZE,
  PH_RULE_FRAMING_RECORDS,
  PH_RULE_FRAMING_RECORD_SIZE_TIGHT,

  PH_RULE_VAPID_MISSING,
  PH_RULE_VAPID_EMPTY,
  PH_RULE_VAPID_SCHEME,
  PH_RULE_VAPID_LEGACY,
  PH_RULE_VAPID_REPEATED,
  PH_RULE_VAPID_PARAMETERS,
  PH_RULE_VAPID_KEY,
  PH_RULE_VAPID_KEY_BASE64,
  PH_RULE_VAPID_KEY_OTHER,
  PH_RULE_VAPID_KEY_REUSED,
  PH_RULE_VAPID_TOKEN,
  PH_RULE_VAPID_ALGORITHM,
  PH_RULE_VAPID_SIGNATURE,
  PH_RULE_VAPID_AUDIENCE,
  PH_RULE_VAPID_AUDIENCE_FORM,
  PH_RULE_VAPID_AUDIENCE_PORT,
  PH_RULE_VAPID_EXPIRY_MISSING,
  PH_RULE_VAPID_EXPIRED,
  PH_RULE_VAPID_EXPIRY_FAR,
  PH_RULE_VAPID_EXPIRY_SKEW,
  PH_RULE_VAPID_SUBJECT_MISSING,
  PH_RULE_VAPID_SUBJECT,
} PhRule;
#define PH_N_RULES (PH_RULE_VAPID_SUBJECT + 1)

typedef struct
{
  const char *name; /* never changes: pushhub-rules(7) and tools know it */

  /* The HTTP status with which a push that breaks the rule is refused, by
   * PhStrictness; 0 when it is not. */
  guint16 status[PH_N_STRICTNESS];
  guint16 number; /* "errno" of the answer */

  /* Only what a restricted registration was sent is refused for it, unless
   * the mode is strict (RFC 8292 section 4.2). */
  gboolean restricted;

  guint16 rfc;
  const char *section;
  const char *expected; /* what should be there, in words */
  const char *mend;     /* what to do about it: a sentence */
} PhRuleInfo;

/* Returns: (transfer none): what there is to know about @rule. */
const PhRuleInfo *ph_rule_get_info (PhRule rule);
