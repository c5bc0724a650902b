/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "fault/round.h"

/* How a sender sends. */
typedef enum
{
  SENDER_PLAIN,
  SENDER_STALLS,    /* a pause in the middle of the request */
  SENDER_HANGS_UP,  /* in the middle, or before the answer */
  SENDER_PIPELINES, /* two requests at once on one connection */
} SenderManner;

/* An application server. It sends its pushes one after another: the next one
 * goes when the one before was answered or lost. While no hub listens it
 * tries again with the same push. */
typedef struct
{
  Round *round;
  guint number;
  GPtrArray *pushes; /* Push, of the round's history */
  guint next;
  SenderManner manner;
  guint n_tries; /* draws the place where it stalls or hangs up */
  gboolean is_done;
} Sender;

Sender *sender_new (Round *round, guint number);
void sender_free (Sender *sender);

/* Sends what the plan has for it. */
void sender_start (Sender *sender);
