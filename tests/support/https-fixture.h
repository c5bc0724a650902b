/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "support/hub.h"

/* What `pushhub dev-certificate` makes. */
typedef struct
{
  char *state; /* the state directory it was made in */
  char *ca;
  char *certificate;
  char *key;
} DevCertificate;

/* In @name below the state directories of @bus's programs. */
DevCertificate *dev_certificate_new (Bus *bus, const char *name);
void dev_certificate_free (DevCertificate *self);

/* Makes another one in its place. */
void dev_certificate_renew (DevCertificate *self, Bus *bus);

/* A hub that speaks HTTPS with such a certificate, and one endpoint of the
 * client API. The HTTP of the test trusts it. */
typedef struct
{
  Bus *bus;
  DevCertificate *files;
  Hub *hub;
  guint idle; /* descriptors of the hub when nobody is connected */
  char *id;
  char *endpoint;
} HttpsFixture;

/* For g_test_add (). */
void https_fixture_set_up (HttpsFixture *fixture, gconstpointer data);
void https_fixture_tear_down (HttpsFixture *fixture, gconstpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DevCertificate, dev_certificate_free)
