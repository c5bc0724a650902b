/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/findings.h"

#include <string.h>

typedef struct
{
  PhRule rule;
  char *seen;
} Finding;

struct _PhFindings
{
  GArray *list; /* of Finding */
};

static void
finding_clear (gpointer data)
{
  g_free (((Finding *) data)->seen);
}

PhFindings *
ph_findings_new (void)
{
  PhFindings *findings = g_new (PhFindings, 1);

  findings->list = g_array_new (FALSE, FALSE, sizeof (Finding));
  g_array_set_clear_func (findings->list, finding_clear);
  return findings;
}

void
ph_findings_free (PhFindings *findings)
{
  g_array_unref (findings->list);
  g_free (findings);
}

static const Finding *
get (const PhFindings *findings, guint i)
{
  return &g_array_index (findings->list, Finding, i);
}

/* One line of UTF-8: what was seen goes into logs and answers. */
static char *
make_readable (const char *octets, gsize length)
{
  g_autofree char *text = g_utf8_make_valid (octets, (gssize) length);

  for (char *c = text, *next; *c != '\0'; c = next)
    {
      next = g_utf8_next_char (c);
      if (!g_unichar_isprint (g_utf8_get_char (c)))
        memset (c, ' ', (gsize) (next - c));
    }

  return g_steal_pointer (&text);
}

static char *
shorten (const char *text)
{
  gsize length = strlen (text);
  g_autofree char *start =
      make_readable (text, MIN (length, PH_FINDING_SEEN_MAX));

  return length <= PH_FINDING_SEEN_MAX ? g_steal_pointer (&start) :
                                         g_strconcat (start, "…", NULL);
}

static void
add (PhFindings *findings, PhRule rule, char *seen)
{
  Finding finding = { .rule = rule, .seen = seen };

  if (!ph_findings_has (findings, rule))
    g_array_append_val (findings->list, finding);
  else
    g_free (seen);
}

void
ph_findings_add (PhFindings *findings, PhRule rule, const char *seen)
{
  add (findings, rule, shorten (seen));
}

void
ph_findings_add_value (PhFindings *findings, PhRule rule, const char *value)
{
  g_autofree char *shown = shorten (value);

  add (findings, rule, g_strdup_printf ("\"%s\"", shown));
}

gboolean
ph_findings_has (const PhFindings *findings, PhRule rule)
{
  for (guint i = 0; i < findings->list->len; i++)
    if (get (findings, i)->rule == rule)
      return TRUE;

  return FALSE;
}

gboolean
ph_findings_is_empty (const PhFindings *findings)
{
  return findings->list->len == 0;
}

static char *
describe (const Finding *finding)
{
  const PhRuleInfo *info = ph_rule_get_info (finding->rule);

  return g_strdup_printf ("%s: seen: %s; expected: %s. %s", info->name,
                          finding->seen, info->expected, info->mend);
}

const PhRuleInfo *
ph_findings_get_refusal (const PhFindings *findings,
                         PhStrictness strictness,
                         gboolean restricted,
                         char **sentence)
{
  for (guint i = 0; i < findings->list->len; i++)
    {
      const PhRuleInfo *info = ph_rule_get_info (get (findings, i)->rule);

      if (info->status[strictness] == 0 ||
          (info->restricted && strictness == PH_LENIENT && !restricted))
        continue;

      if (sentence != NULL)
        *sentence = describe (get (findings, i));
      return info;
    }

  return NULL;
}

char *
ph_findings_to_text (const PhFindings *findings)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < findings->list->len; i++)
    {
      const PhRuleInfo *info = ph_rule_get_info (get (findings, i)->rule);
      g_autofree char *line = describe (get (findings, i));

      g_string_append_printf (text, "%s%s (RFC %u section %s)",
                              i > 0 ? "\n" : "", line, info->rfc,
                              info->section);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
