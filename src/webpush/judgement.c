/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/judgement.h"

#include "webpush/framing.h"
#include "webpush/topic.h"
#include "webpush/ttl.h"
#include "webpush/urgency-field.h"

PhJudgement *
ph_judgement_new (void)
{
  PhJudgement *judgement = g_new0 (PhJudgement, 1);

  judgement->findings = ph_findings_new ();
  judgement->urgency = PH_URGENCY_NORMAL;
  return judgement;
}

void
ph_judgement_free (PhJudgement *judgement)
{
  ph_findings_free (judgement->findings);
  g_clear_pointer (&judgement->vapid_key, g_bytes_unref);
  g_free (judgement->topic);
  g_free (judgement);
}

void
ph_judgement_read_fields (PhJudgement *judgement,
                          const PhPushFields *fields,
                          guint32 ttl_default,
                          guint32 ttl_max)
{
  PhFindings *findings = judgement->findings;

  judgement->ttl = ph_ttl_read (fields->ttl, ttl_default, ttl_max, findings);
  judgement->urgency = ph_urgency_field_read (fields->urgency, findings);
  g_free (judgement->topic);
  judgement->topic = g_strdup (ph_topic_read (fields->topic, findings));
  judgement->encoding = ph_encoding_read (&fields->encoding, findings);
}

void
ph_judgement_read_body (PhJudgement *judgement, GBytes *body)
{
  if (g_bytes_get_size (body) == 0)
    ph_findings_add (judgement->findings, PH_RULE_BODY_EMPTY, "an empty body");
  else if (judgement->encoding == PH_ENCODING_AES128GCM)
    ph_framing_check (body, judgement->vapid_key, judgement->findings);
}
