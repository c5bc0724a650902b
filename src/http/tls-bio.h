/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <gio/gio.h>
#include <openssl/bio.h>

/* How OpenSSL reaches a GSocket: never blocking, and with the socket's own
 * time-out, which a bare descriptor would not have. */
typedef struct
{
  GSocket *socket; /* not owned */
  GError *trouble; /* (owned): what the socket said last, if not "later" */
  gsize budget;    /* octets that may be read before "later" is the answer */
} PhTlsBio;

/* @socket must outlive all of it. Returns: (transfer full): for SSL_set_bio ();
 * @self must outlive it. */
BIO *ph_tls_bio_new (PhTlsBio *self, GSocket *socket);

/* To be said before each call of OpenSSL: forgets the trouble, and allows as
 * much as a peer may send to be read in one turn of the loop. */
void ph_tls_bio_begin (PhTlsBio *self);

/* When the BIO has gone. */
void ph_tls_bio_clear (PhTlsBio *self);
