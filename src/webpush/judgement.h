/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/urgency.h"
#include "webpush/encoding.h"
#include "webpush/findings.h"

/* What a push asks for, and what is wrong with it. */
typedef struct
{
  PhFindings *findings;
  guint32 ttl; /* seconds, as applied */
  PhUrgency urgency;
  char *topic; /* or NULL */
  PhEncoding encoding;
  /* (nullable): the 65 octets of k as the sender gave it; whether the signature
   * is its own is for the findings to say. */
  GBytes *vapid_key;
} PhJudgement;

/* The values of the lines of the header fields that matter, in order of
 * appearance, NULL-terminated. */
typedef struct
{
  const char *const *ttl;
  const char *const *urgency;
  const char *const *topic;
  PhEncodingFields encoding;
} PhPushFields;

PhJudgement *ph_judgement_new (void);
void ph_judgement_free (PhJudgement *judgement);

/* Reads the header fields (http-push.md, sections 2.2 to 2.5). A TTL that is
 * missing is @ttl_default, and @ttl_max is the largest. */
void ph_judgement_read_fields (PhJudgement *judgement,
                               const PhPushFields *fields,
                               guint32 ttl_default,
                               guint32 ttl_max);

/* Looks into the body, which has at most PH_PUSH_BODY_MAX octets. */
void ph_judgement_read_body (PhJudgement *judgement, GBytes *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhJudgement, ph_judgement_free)
