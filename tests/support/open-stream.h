/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "http/client-stream.h"
#include "support/soup-fixture.h"

/* A listener of the client API, seen from both sides. */
typedef struct
{
  Peer *peer;
  PhClientStream *stream; /* (owned) */
  GString *written; /* bodies of the pushes that "written" told, a space after
                       each */
  guint closed;     /* how often "closed" was told */
} OpenStream;

/* Opens one on @fixture and waits until its peer has the headers. */
OpenStream *open_stream (SoupFixture *fixture, PhClientStyle style);

/* The same with a @version of HTTP other than "1.1". */
OpenStream *
open_stream_in (SoupFixture *fixture, PhClientStyle style, const char *version);

/* The peer goes, and that is noticed. */
void open_stream_leave (OpenStream *open);

/* Ends what is still open. */
void open_stream_free (OpenStream *open);

/* Returns: (transfer full): a push for @registration. */
PhPush *make_push (gint64 registration, const char *body);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OpenStream, open_stream_free)
