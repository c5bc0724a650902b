/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/dev-certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

#define NOW 1700000000
#define DAY ((gint64) 24 * 60 * 60)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)

static PhDevCertificate *
make (void)
{
  g_autoptr (GError) error = NULL;
  PhDevCertificate *made = ph_dev_certificate_new (NOW, &error);

  g_assert_no_error (error);
  return made;
}

static X509 *
parse (const char *pem)
{
  g_autoptr (BIO) memory = BIO_new_mem_buf (pem, -1);
  X509 *certificate = PEM_read_bio_X509 (memory, NULL, NULL, NULL);

  g_assert_nonnull (certificate);
  return certificate;
}

static void
test_is_for_this_machine (void)
{
  g_autoptr (PhDevCertificate) made = make ();
  g_autoptr (X509) certificate = parse (made->certificate);

  g_assert_cmpint (X509_check_ip_asc (certificate, "127.0.0.1", 0), ==, 1);
  g_assert_cmpint (X509_check_ip_asc (certificate, "::1", 0), ==, 1);
  g_assert_cmpint (X509_check_host (certificate, "localhost", 0, 0, NULL), ==,
                   1);
  g_assert_cmpint (X509_check_ip_asc (certificate, "127.0.0.2", 0), ==, 0);
  g_assert_cmpint (X509_check_host (certificate, "example.org", 0, 0, NULL), ==,
                   0);
}

static void
test_is_a_server_and_no_ca (void)
{
  g_autoptr (PhDevCertificate) made = make ();
  g_autoptr (X509) certificate = parse (made->certificate);
  g_autoptr (X509) ca = parse (made->ca);

  g_assert_cmpint (X509_check_ca (ca), ==, 1);
  g_assert_cmpint (X509_check_ca (certificate), ==, 0);
  g_assert_cmpint (X509_check_purpose (certificate, X509_PURPOSE_SSL_SERVER, 0),
                   ==, 1);
  g_assert_cmpint (X509_check_purpose (certificate, X509_PURPOSE_SSL_CLIENT, 0),
                   ==, 0);
}

static void
test_is_good_for_a_year (void)
{
  g_autoptr (PhDevCertificate) made = make ();
  gint64 end = 0;

  g_assert_true (ph_dev_certificate_is_good (made, NOW, &end));
  g_assert_cmpint (end, >, NOW + 364 * DAY);
  g_assert_cmpint (end, <, NOW + 397 * DAY);
  g_assert_true (ph_dev_certificate_is_good (made, end - 1, &end));
  g_assert_false (ph_dev_certificate_is_good (made, end + 1, &end));
  g_assert_false (ph_dev_certificate_is_good (made, NOW - DAY, &end));
}

/* A mixture of two is neither; and nothing of the CA's key is kept. */
static void
test_belongs_together (void)
{
  g_autoptr (PhDevCertificate) made = make ();
  g_autoptr (PhDevCertificate) other = make ();
  PhDevCertificate mixtures[] = {
    { other->ca, made->certificate, made->key },
    { made->ca, other->certificate, made->key },
    { made->ca, made->certificate, other->key },
    { made->certificate, made->certificate, made->key },
    { NULL, made->certificate, made->key },
    { made->ca, NULL, made->key },
    { made->ca, made->certificate, NULL },
    { (char *) "nonsense", made->certificate, made->key },
    { made->ca, made->certificate, (char *) "" },
  };
  gint64 end;

  for (gsize i = 0; i < G_N_ELEMENTS (mixtures); i++)
    g_assert_false (ph_dev_certificate_is_good (&mixtures[i], NOW, &end));
  g_assert_null (strstr (made->ca, "PRIVATE"));
  g_assert_null (strstr (made->certificate, "PRIVATE"));
  g_assert_cmpuint (ERR_peek_error (), ==, 0);
}

/* Or a program that trusts two of them would take one for the other. */
static void
test_each_has_its_own_name (void)
{
  g_autoptr (PhDevCertificate) made = make ();
  g_autoptr (PhDevCertificate) other = make ();
  g_autoptr (X509) ca = parse (made->ca);
  g_autoptr (X509) other_ca = parse (other->ca);

  g_assert_cmpint (X509_NAME_cmp (X509_get_subject_name (ca),
                                  X509_get_subject_name (other_ca)),
                   !=, 0);
  g_assert_cmpint (ASN1_INTEGER_cmp (X509_get0_serialNumber (ca),
                                     X509_get0_serialNumber (other_ca)),
                   !=, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dev-certificate/names", test_is_for_this_machine);
  g_test_add_func ("/dev-certificate/server", test_is_a_server_and_no_ca);
  g_test_add_func ("/dev-certificate/year", test_is_good_for_a_year);
  g_test_add_func ("/dev-certificate/together", test_belongs_together);
  g_test_add_func ("/dev-certificate/each", test_each_has_its_own_name);
  return g_test_run ();
}
