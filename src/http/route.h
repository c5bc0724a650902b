/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/refusal.h"

#include <glib.h>

/* The table of routes: which paths there are, what may be asked of them and
 * who answers. A new resource is a new row. */

typedef struct _PhRequest PhRequest;
typedef void (*PhRouteFunc) (PhRequest *request);

typedef struct
{
  const char *method;
  PhRouteFunc answer; /* called with the whole body at hand */

  /* Refuses a request by its header fields, before its body is read, by
   * replying to it; or NULL. */
  PhRouteFunc judge;

  gboolean lenient; /* not understood where the route is strict */
} PhRouteMethod;

typedef struct
{
  /* A path; "*" as its last segment stands for one segment, not empty, and
   * "**" for all that begins with what is before it. */
  const char *pattern;

  /* Whether there is something at this path now; NULL for always. */
  gboolean (*is_there) (PhRequest *request);

  /* Octets a request may bring. */
  gsize body_max;

  /* Refuses a request before its body is read, by replying to it; or NULL.
   * Comes before the method is looked at, so that what does not exist is
   * 404 whatever is asked of it. */
  PhRouteFunc check;

  /* Replies that the body is larger than that; or NULL. */
  PhRouteFunc refuse_length;

  /* Whether it is strict with this request; NULL for never. */
  gboolean (*is_strict) (PhRequest *request);

  gboolean folds; /* it is the aesgcm gateway, see webpush/aesgcm-fold.h */

  /* OPTIONS is understood everywhere and not named. The first empty row ends
   * the list. */
  PhRouteMethod methods[6];

  /* How a request to this path is refused; NULL for the usual form. */
  PhRefusalForm form;

  /* Whether web pages of any origin may use it once the settings say cors.
   * Never for what shows pushes or registers: a page is not the user. */
  gboolean cors;
} PhRoute;

/* Finds @path in @routes, which end with a pattern of NULL. @name receives
 * what "*" stands for, or NULL. The first row that fits counts.
 *
 * Returns: (nullable): the route */
const PhRoute *
ph_route_find (const PhRoute *routes, const char *path, char **name);

/* Returns: (nullable): the row of @method */
const PhRouteMethod *ph_route_find_method (const PhRoute *route,
                                           const char *method,
                                           gboolean strict);

/* Returns: (transfer full): the value of an Allow header field */
char *ph_route_get_allow (const PhRoute *route, gboolean strict);
