/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* A certificate (RFC 5280) for 127.0.0.1, ::1 and localhost with a CA of its
 * own, for senders that speak nothing but https. The key of the CA is forgotten
 * as soon as it has signed: whoever trusts the CA trusts this one certificate.
 */
typedef struct
{
  char *ca; /* all three in PEM */
  char *certificate;
  char *key;
} PhDevCertificate;

/* Valid from an hour before @now, in seconds since 1970, for a year. All keys
 * are on P-256.
 *
 * Returns: (transfer full): NULL and PH_ERROR_FAILED when OpenSSL refuses. */
PhDevCertificate *ph_dev_certificate_new (gint64 now, GError **error);

void ph_dev_certificate_free (PhDevCertificate *self);

/* Whether the three belong together and are valid at @now; any of them may be
 * NULL or anything at all. @end receives the second in which that ends. */
gboolean ph_dev_certificate_is_good (const PhDevCertificate *self,
                                     gint64 now,
                                     gint64 *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhDevCertificate, ph_dev_certificate_free)
