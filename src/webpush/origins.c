/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/origins.h"

#include "core/origin.h"

#include <string.h>

/* Returns: (transfer full) (nullable): the origin that @text is */
static char *
read_origin (const char *text)
{
  g_autofree char *path = NULL;
  g_autofree char *origin = ph_origin_parse (text, &path);

  if (origin == NULL || strpbrk (text, "?#") != NULL)
    return NULL;

  return g_str_equal (path, "") || g_str_equal (path, "/") ?
             g_steal_pointer (&origin) :
             NULL;
}

/* Whether the origin that @text is has a port, though it be the usual one. */
static gboolean
has_port (const char *text)
{
  const char *host = strstr (text, "://") + strlen ("://");
  const char *address_end = strchr (host, ']');

  return strchr (address_end != NULL ? address_end : host, ':') != NULL;
}

/* Whether @origin is @text and a port. */
static gboolean
is_without_port (const char *text, const char *origin)
{
  return g_str_has_prefix (origin, text) && origin[strlen (text)] == ':';
}

static PhOriginMatch
match_one (const char *origin, const char *text, gboolean with_port)
{
  if (g_str_equal (text, origin))
    return PH_ORIGIN_EQUIVALENT;
  if (!with_port && is_without_port (text, origin))
    return PH_ORIGIN_WITHOUT_PORT;

  return PH_ORIGIN_FOREIGN;
}

PhOriginMatch
ph_origins_match (const PhOrigins *origins, const char *text)
{
  static const char *const none[] = { NULL };
  const char *const *others = origins->others != NULL ? origins->others : none;
  g_autofree char *origin = NULL;
  gboolean with_port;
  PhOriginMatch best;

  if (g_str_equal (text, origins->exact))
    return PH_ORIGIN_EXACT;

  origin = read_origin (text);
  if (origin == NULL)
    return PH_ORIGIN_FOREIGN;

  with_port = has_port (text);
  best = match_one (origins->exact, origin, with_port);
  for (; *others != NULL; others++)
    best = MAX (best, match_one (*others, origin, with_port));
  return best;
}
