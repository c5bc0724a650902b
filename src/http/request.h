/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/settings.h"
#include "http/bounds.h"
#include "http/clients.h"
#include "http/listener.h"
#include "http/matrix-again.h"
#include "http/matrix-recent.h"
#include "http/own-urls.h"
#include "http/refusal.h"
#include "http/route.h"
#include "hub/hub.h"
#include "webpush/judgement.h"
#include "webpush/vapid-cache.h"

#include <libsoup/soup.h>

/* What every answer may use; the server's. */
typedef struct
{
  PhHub *hub;
  const PhSettings *settings;
  const PhBounds *bounds;
  PhClients *clients;
  PhListener *listener; /* NULL when it is not accepting */
  PhOwnUrls *own;       /* NULL before it listens */
  PhVapidCache *verified;
  PhMatrixRecent *recent;
  PhMatrixAgain *again;
  gsize held; /* octets of bodies, see PhBounds */
} PhEdge;

/* One request, from its first octet until its connection ends. */
struct _PhRequest
{
  PhEdge *edge;
  SoupServerMessage *message;  /* outlives the request */
  PhConnection *connection;    /* (owned) */
  GSocket *socket;             /* its */
  const PhRoute *route;        /* NULL before ph_request_judge () found it */
  const PhRouteMethod *method; /* NULL when it is not understood */
  char *name;                  /* what "*" of the route stands for, or NULL */
  gsize received;              /* octets of the body so far */
  gsize held;                  /* those that count in the edge's */
  guint arrival;               /* runs until the request is whole */
  PhJudgement *judgement;      /* of a push, once its fields were judged */
};

/* Takes a reference on @connection. A request that has not arrived whole in the
 * time that there is for it is refused, and its connection ends. */
PhRequest *ph_request_new (PhEdge *edge,
                           SoupServerMessage *message,
                           PhConnection *connection);
void ph_request_free (PhRequest *request);

/* Whether there is an answer already. */
gboolean ph_request_is_answered (PhRequest *request);

/* Replies with a refusal, in the form of the route. */
void ph_request_refuse (PhRequest *request,
                        const PhRefusal *refusal,
                        const char *sentence);

/* The moments of a request. Each of the first two may refuse it, and may end
 * its connection, after which @request is gone. */

/* The headers are there: path, identifier, method, declared length, in the
 * order of their importance to the sender. */
void ph_request_judge (PhRequest *request, const PhRoute *routes);

/* @size octets more of the body are there. */
void ph_request_count (PhRequest *request, gsize size);

/* The body is there, too. Nothing waits for the peer until it is answered. */
void ph_request_arrived (PhRequest *request);

/* And nothing speaks against answering. */
void ph_request_answer (PhRequest *request);

/* The answer will not end: its connection is no longer one of those that are
 * limited because requests are. */
void ph_request_stay (PhRequest *request);
