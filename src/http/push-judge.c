/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/push-judge.h"

#include "http/field-lines.h"
#include "http/reply.h"
#include "http/request.h"
#include "webpush/vapid.h"

static const char **
list_values (PhRequest *request, const char *field)
{
  return ph_field_lines_list (
      soup_server_message_get_request_headers (request->message), field);
}

/* NULL when the endpoint was removed in the meantime. */
static const PhRegistration *
get_registration (PhRequest *request)
{
  return ph_hub_find_endpoint (request->edge->hub, request->name, NULL);
}

static PhStrictness
get_strictness (PhRequest *request)
{
  const PhRegistration *registration = get_registration (request);
  PhStrictness strictness = request->edge->settings->strictness;

  return registration != NULL ? MAX (strictness, registration->strictness) :
                                strictness;
}

gboolean
ph_push_judge_is_strict (PhRequest *request)
{
  return get_strictness (request) != PH_LENIENT;
}

/* Refusing */

void
ph_push_judge_note_refused (PhRequest *request, const char *sentence)
{
  g_autofree char *findings =
      request->judgement != NULL ?
          ph_findings_to_text (request->judgement->findings) :
          NULL;

  ph_hub_note_refused (request->edge->hub, request->name, sentence, findings);
}

static void
reply_rule (PhRequest *request, const PhRuleInfo *rule, const char *sentence)
{
  guint status = rule->status[get_strictness (request)];
  g_autofree char *more_info =
      g_strdup_printf ("https://www.rfc-editor.org/rfc/rfc%u#section-%s",
                       rule->rfc, rule->section);
  const PhRefusal refusal = { status, rule->number, 0, more_info };

  ph_reply_refusal (request->message, &refusal, sentence);
  if (status == SOUP_STATUS_UNAUTHORIZED) /* RFC 8292 section 3 */
    ph_reply_set_header (request->message, "WWW-Authenticate", "vapid");
  ph_push_judge_note_refused (request, sentence);
}

/* Returns: whether nothing was found that is refused. */
static gboolean
pass (PhRequest *request)
{
  const PhRegistration *registration = get_registration (request);
  g_autofree char *sentence = NULL;
  const PhRuleInfo *rule = ph_findings_get_refusal (
      request->judgement->findings, get_strictness (request),
      registration != NULL && registration->vapid != NULL, &sentence);

  if (rule != NULL)
    reply_rule (request, rule, sentence);
  return rule == NULL;
}

/* Judging */

/* Tokens tell their end by the wall clock, which the hub's time does not follow
 * when it is set. */
static void
read_credentials (PhRequest *request)
{
  const PhRegistration *registration = get_registration (request);
  const char *const *origins =
      (const char *const *) request->edge->own->origins;
  g_autofree const char **authorization =
      list_values (request, "Authorization");
  g_autofree const char **crypto_key = list_values (request, "Crypto-Key");
  const PhVapidCredentials credentials = { authorization, crypto_key };
  const PhVapidExpected expected = {
    .key = registration->vapid,
    .origins = { origins[0], origins + 1 },
    .now = g_get_real_time (),
  };

  request->judgement->vapid_key =
      ph_vapid_check (request->edge->verified, &credentials, &expected,
                      request->judgement->findings);
}

/* Returns: whether the push takes its header fields along through the aesgcm
 * gateway, which a strict endpoint does not have. */
static gboolean
is_folded (PhRequest *request)
{
  return request->route->folds && !ph_push_judge_is_strict (request);
}

static void
read_fields (PhRequest *request)
{
  const PhSettings *settings = request->edge->settings;
  g_autofree const char **ttl = list_values (request, "TTL");
  g_autofree const char **urgency = list_values (request, "Urgency");
  g_autofree const char **topic = list_values (request, "Topic");
  g_autofree const char **coding = list_values (request, "Content-Encoding");
  g_autofree const char **encryption = list_values (request, "Encryption");
  g_autofree const char **crypto_key = list_values (request, "Crypto-Key");
  const PhPushFields fields = {
    .ttl = ttl,
    .urgency = urgency,
    .topic = topic,
    .encoding = { coding, encryption, crypto_key, is_folded (request) },
  };

  ph_judgement_read_fields (request->judgement, &fields, settings->ttl_default,
                            settings->ttl_max);
}

static gboolean
has_room (PhRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (ph_hub_check_accept (request->edge->hub, request->name,
                           request->judgement->topic, &error))
    return TRUE;

  ph_reply_error (request->message, error);
  ph_push_judge_note_refused (request, error->message);
  return FALSE;
}

void
ph_push_judge_fields (PhRequest *request)
{
  g_clear_pointer (&request->judgement, ph_judgement_free);
  request->judgement = ph_judgement_new ();
  read_credentials (request);
  read_fields (request);
  if (has_room (request))
    pass (request);
}

gboolean
ph_push_judge_body (PhRequest *request, GBytes *body)
{
  ph_judgement_read_body (request->judgement, body);
  return pass (request);
}

static void
add_length (PhRequest *request)
{
  goffset declared = soup_message_headers_get_content_length (
      soup_server_message_get_request_headers (request->message));
  g_autofree char *seen =
      declared > PH_PUSH_BODY_MAX ?
          g_strdup_printf ("%" G_GOFFSET_FORMAT " octets", declared) :
          g_strdup_printf ("more than %d octets", PH_PUSH_BODY_MAX);

  ph_findings_add (request->judgement->findings, PH_RULE_BODY_LENGTH, seen);
}

/* A length that is declared is refused before all else, but that is read,
 * too. */
void
ph_push_judge_length (PhRequest *request)
{
  if (request->judgement != NULL)
    add_length (request);
  else
    {
      request->judgement = ph_judgement_new ();
      add_length (request);
      read_credentials (request);
      read_fields (request);
    }
  pass (request);
}
