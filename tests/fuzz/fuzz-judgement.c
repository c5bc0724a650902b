/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/judgement.h"

#include "fuzz/fuzz.h"
#include "webpush/topic.h"

#include <string.h>

#define TTL_DEFAULT 1000
#define TTL_MAX 100000

/* Octets of a finding: what was seen is cut, the rest is ours. */
#define SENTENCE_MAX 1000

static const char *const names[] = {
  "TTL: ",        "Urgency: ",    "Topic: ", "Content-Encoding: ",
  "Encryption: ", "Crypto-Key: ",
};

/* Returns: (transfer full): the values of the field @name, NULL-terminated. */
static GPtrArray *
take_values (char **lines, const char *name)
{
  GPtrArray *values = g_ptr_array_new ();

  for (; *lines != NULL; lines++)
    if (g_str_has_prefix (*lines, name))
      g_ptr_array_add (values, *lines + strlen (name));

  g_ptr_array_add (values, NULL);
  return values;
}

/* RFC 8030 section 5.2, the lenient way. */
static guint64
read_ttl (const char *const *values)
{
  for (; *values != NULL; values++)
    if (**values != '\0' && strspn (*values, "0123456789") == strlen (*values))
      return MIN (g_ascii_strtoull (*values, NULL, 10), TTL_MAX);

  return TTL_DEFAULT;
}

static void
expect_fields (const PhJudgement *judgement, const PhPushFields *fields)
{
  g_assert_cmpuint (judgement->ttl, ==, read_ttl (fields->ttl));
  g_assert_cmpstr (ph_urgency_to_string (judgement->urgency), !=, "");
  g_assert_true (
      (fields->urgency[0] != NULL && fields->urgency[1] != NULL) <=
      ph_findings_has (judgement->findings, PH_RULE_URGENCY_REPEATED));

  if (judgement->topic == NULL)
    return;
  g_assert_cmpstr (judgement->topic, ==, fields->topic[0]);
  g_assert_null (fields->topic[1]);
  g_assert_cmpuint (strlen (judgement->topic), >=, 1);
  g_assert_cmpuint (strlen (judgement->topic), <=, PH_TOPIC_MAX);
  g_assert_null (strpbrk (judgement->topic, " ,;\"\r\t/+"));
}

/* Returns: whether it is refused. */
static gboolean
expect_refusal (const PhFindings *findings,
                PhStrictness strictness,
                gboolean restricted)
{
  g_autofree char *sentence = NULL;
  const PhRuleInfo *rule =
      ph_findings_get_refusal (findings, strictness, restricted, &sentence);

  g_assert_true ((rule == NULL) == (sentence == NULL));
  if (rule == NULL)
    return FALSE;

  g_assert_cmpuint (rule->status[strictness], >=, 400);
  g_assert_cmpuint (rule->status[strictness], <=, 413);
  fuzz_expect_sentence (sentence);
  g_assert_cmpuint (strlen (sentence), <, SENTENCE_MAX);
  return TRUE;
}

static void
expect_findings (const PhFindings *findings)
{
  g_autofree char *text = ph_findings_to_text (findings);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  g_assert_true ((text == NULL) == ph_findings_is_empty (findings));
  for (char **line = lines; *line != NULL; line++)
    {
      fuzz_expect_sentence (*line);
      g_assert_cmpuint (strlen (*line), <, SENTENCE_MAX);
    }

  /* What is refused is refused when more is asked for, too. */
  for (int restricted = 0; restricted <= 1; restricted++)
    {
      gboolean lenient = expect_refusal (findings, PH_LENIENT, restricted);
      gboolean strict = expect_refusal (findings, PH_STRICT, restricted);
      gboolean body = expect_refusal (findings, PH_STRICT_BODY, restricted);

      g_assert_true (lenient <= strict && strict <= body);
    }
}

/* Lines with header fields, an empty line, and the body. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *end = memmem (data, size, "\n\n", 2);
  gsize head = end == NULL ? size : (gsize) (end - data);
  gsize start = end == NULL ? size : head + 2;
  g_auto (GStrv) lines = fuzz_lines (data, head);
  GPtrArray *values[G_N_ELEMENTS (names)];
  g_autoptr (GBytes) body = g_bytes_new (data + start, size - start);
  g_autoptr (PhJudgement) judgement = ph_judgement_new ();
  PhPushFields fields;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    values[i] = take_values (lines, names[i]);
  fields = (PhPushFields){
    .ttl = (const char *const *) values[0]->pdata,
    .urgency = (const char *const *) values[1]->pdata,
    .topic = (const char *const *) values[2]->pdata,
    .encoding = { (const char *const *) values[3]->pdata,
                  (const char *const *) values[4]->pdata,
                  (const char *const *) values[5]->pdata },
  };

  ph_judgement_read_fields (judgement, &fields, TTL_DEFAULT, TTL_MAX);
  expect_fields (judgement, &fields);
  ph_judgement_read_body (judgement, body);
  expect_findings (judgement->findings);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_unref (values[i]);
  return 0;
}
