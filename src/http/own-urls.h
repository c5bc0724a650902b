/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The ways to say where this hub is: below its base URL, and on its port at
 * 127.0.0.1, [::1] and localhost. The gateways are for its own endpoints only,
 * and a token is for it when it names one of its origins (RFC 8292 section 2).
 */
typedef struct
{
  char **bases;   /* without a slash at their end; the base URL's first */
  char **origins; /* those of the bases, each once, as ph_origin_parse () */
} PhOwnUrls;

/* @base_url is that of endpoints; @scheme, "http" or "https", and @port are
 * those that the hub listens with. */
PhOwnUrls *
ph_own_urls_new (const char *base_url, const char *scheme, guint port);
void ph_own_urls_free (PhOwnUrls *own);

/* Returns: (transfer full) (nullable): the identifier at the end of @url, when
 * that is <base>/push/id/<identifier>, perhaps with a query and a fragment.
 * Whether anybody has that endpoint is for the hub to say. */
char *ph_own_urls_find_endpoint (const PhOwnUrls *own, const char *url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhOwnUrls, ph_own_urls_free)
