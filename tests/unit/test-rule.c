/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/rule.h"

#include <string.h>

/* pushhub-rules(7) has an entry for each rule, in the order of the table, and
 * no other entries. */

/* Returns: (transfer full): the entries: a name in the first line, and what is
 * said of it up to the next entry or section. */
static GStrv
read_entries (void)
{
  g_autofree char *page = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) entries = NULL;

  g_file_get_contents (RULES_PAGE, &page, NULL, &error);
  g_assert_no_error (error);
  entries = g_strsplit (page, ".TP\n.B ", -1);
  for (char **entry = entries; *entry != NULL; entry++)
    {
      char *section = strstr (*entry, "\n.SH ");

      if (section != NULL)
        section[1] = '\0';
    }

  return g_strdupv (entries + 1);
}

/* Returns: (transfer full): the name as it is written for roff. */
static char *
write_name (const PhRuleInfo *info)
{
  g_auto (GStrv) words = g_strsplit (info->name, "-", -1);

  return g_strjoinv ("\\-", words);
}

/* Returns: (transfer full): when a push is refused for it, in words. */
static char *
write_refusal (const PhRuleInfo *info)
{
  guint most = info->status[PH_STRICT_BODY];

  if (most == 0)
    return g_strdup ("Never refused.");
  if (info->status[PH_STRICT] == 0)
    return g_strdup_printf ("Refused when strict about bodies: %u.", most);
  if (info->status[PH_LENIENT] == 0)
    return g_strdup_printf ("Refused when strict: %u.", most);
  if (info->restricted)
    return g_strdup_printf ("Refused when strict, and for an app with a VAPID "
                            "key always: %u.",
                            most);

  return g_strdup_printf ("Always refused: %u.", most);
}

/* What would need more words than there are above. */
static void
test_one_status_a_rule (void)
{
  for (guint rule = 0; rule < PH_N_RULES; rule++)
    {
      const PhRuleInfo *info = ph_rule_get_info ((PhRule) rule);

      for (guint i = 0; i + 1 < PH_N_STRICTNESS; i++)
        if (info->status[i] != 0)
          g_assert_cmpuint (info->status[i], ==, info->status[i + 1]);
      if (info->restricted)
        g_assert_cmpuint (info->status[PH_LENIENT], !=, 0);
    }
}

static void
test_every_rule_is_in_the_manual (void)
{
  g_auto (GStrv) entries = read_entries ();

  for (guint rule = 0; rule < PH_N_RULES; rule++)
    {
      const PhRuleInfo *info = ph_rule_get_info ((PhRule) rule);
      g_autofree char *name = write_name (info);
      g_autofree char *begin = g_strconcat (name, "\n", NULL);
      g_autofree char *refusal = write_refusal (info);
      g_autofree char *end =
          g_strdup_printf (".\n.br\n%s\nRFC %u section %s.\n", refusal,
                           info->rfc, info->section);

      if (entries[rule] == NULL || !g_str_has_prefix (entries[rule], begin) ||
          !g_str_has_suffix (entries[rule], end))
        g_error ("The entry of %s should end%s\nand is:\n%s", info->name, end,
                 entries[rule]);
    }

  g_assert_null (entries[PH_N_RULES]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rule/status", test_one_status_a_rule);
  g_test_add_func ("/rule/manual", test_every_rule_is_in_the_manual);
  return g_test_run ();
}
