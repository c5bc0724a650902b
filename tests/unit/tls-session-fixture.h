/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/tls-session.h"

/* The session and an OpenSSL of the test's own, with two sockets between them.
 * Neither blocks. */
typedef struct
{
  PhTlsSession *session;
  SSL_CTX *context;
  SSL *client;
  int descriptor; /* the client's */
} TlsSessionFixture;

/* For g_test_add (). */
void tls_session_set_up (TlsSessionFixture *fixture, gconstpointer data);
void tls_session_tear_down (TlsSessionFixture *fixture, gconstpointer data);

/* Lets both ends finish the handshake. */
void tls_session_shake_hands (TlsSessionFixture *fixture);

/* The session reads nothing now: there may be something later, or never. */
void tls_session_expect_later (TlsSessionFixture *fixture);
void tls_session_expect_never (TlsSessionFixture *fixture);

/* The session reads just these. */
void tls_session_expect_octets (TlsSessionFixture *fixture,
                                const char *expected);
