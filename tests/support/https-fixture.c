/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/https-fixture.h"

#include "support/client.h"
#include "support/http.h"
#include "support/measure.h"

static void
run (DevCertificate *self, Bus *bus, const char *option)
{
  g_autoptr (Outcome) outcome = program_run (
      bus, "dev-certificate", "--state-dir", self->state, option, NULL);

  g_assert_cmpstr (outcome->err, ==, "");
  g_assert_cmpint (outcome->status, ==, 0);
}

DevCertificate *
dev_certificate_new (Bus *bus, const char *name)
{
  DevCertificate *self = g_new0 (DevCertificate, 1);
  g_autofree char *directory = g_build_filename ("state", name, NULL);

  self->state = bus_get_path (bus, directory);
  self->ca = g_build_filename (self->state, "tls", "ca.pem", NULL);
  self->certificate =
      g_build_filename (self->state, "tls", "certificate.pem", NULL);
  self->key = g_build_filename (self->state, "tls", "key.pem", NULL);
  run (self, bus, NULL);
  return self;
}

void
dev_certificate_free (DevCertificate *self)
{
  g_free (self->state);
  g_free (self->ca);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self);
}

void
dev_certificate_renew (DevCertificate *self, Bus *bus)
{
  run (self, bus, "--renew");
}

void
https_fixture_set_up (HttpsFixture *fixture, gconstpointer data)
{
  fixture->bus = bus_new ();
  fixture->files = dev_certificate_new (fixture->bus, "dev");
  fixture->hub = hub_start (fixture->bus, "--ephemeral", "--tls-certificate",
                            fixture->files->certificate, "--tls-key",
                            fixture->files->key, NULL);
  fixture->idle = measure_descriptors (fixture->hub->pid);
  http_trust (fixture->files->ca);
  fixture->id = client_register (fixture->hub);
  fixture->endpoint = client_get_endpoint (fixture->hub, fixture->id);
}

void
https_fixture_tear_down (HttpsFixture *fixture, gconstpointer data)
{
  hub_stop (fixture->hub);
  dev_certificate_free (fixture->files);
  bus_free (fixture->bus);
  g_free (fixture->id);
  g_free (fixture->endpoint);
}
