/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/recipe.h"

#include "support/files.h"

#include <string.h>

/* Returns: (transfer full): the part of @text between these two. */
static char *
cut (const char *text, const char *before, const char *after)
{
  const char *begin = strstr (text, before);
  const char *end;

  if (begin == NULL)
    g_error ("The manual page has no \"%s\".", before);

  begin += strlen (before);
  end = strstr (begin, after);
  g_assert_nonnull (end);
  return g_strndup (begin, (gsize) (end - begin));
}

GString *
recipe_read (const char *name)
{
  g_autofree char *page = files_read (g_getenv ("PUSHHUB_TEST_MANUAL"));
  g_autofree char *mark = g_strdup_printf (".\\\" recipe: %s\n.EX\n", name);
  g_autofree char *source = cut (page, mark, ".EE\n");
  GString *recipe = g_string_new (source);

  g_string_replace (recipe, "\\-", "-", 0);
  g_assert_null (strchr (recipe->str, '\\'));
  return recipe;
}

void
recipe_put (GString *recipe, const char *here, const char *there)
{
  if (g_string_replace (recipe, here, there, 0) == 0)
    g_error ("The recipe has no \"%s\":\n%s", here, recipe->str);
}
