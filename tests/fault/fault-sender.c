/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/sender.h"

/* A sender that does not behave. */

static gboolean
begin (Round *round, Trouble *trouble, SenderManner manner)
{
  Sender *sender = round->senders->pdata[trouble->choice % round->senders->len];

  if (sender->manner != SENDER_PLAIN)
    return FALSE;

  sender->manner = manner;
  trouble->victim = sender;
  return TRUE;
}

static void
end (Round *round, Trouble *trouble)
{
  Sender *sender = trouble->victim;

  sender->manner = SENDER_PLAIN;
}

static gboolean
begin_stalling (Round *round, Trouble *trouble)
{
  return begin (round, trouble, SENDER_STALLS);
}

static gboolean
begin_hanging_up (Round *round, Trouble *trouble)
{
  return begin (round, trouble, SENDER_HANGS_UP);
}

static gboolean
begin_pipelining (Round *round, Trouble *trouble)
{
  return begin (round, trouble, SENDER_PIPELINES);
}

const Fault fault_sender_stalls = {
  .name = "sender-stalls",
  .what = "a sender pauses in the middle of its requests",
  .weight = 1,
  .begin = begin_stalling,
  .end = end,
};

const Fault fault_sender_hangs_up = {
  .name = "sender-hangs-up",
  .what = "a sender disconnects midway, or before the answer",
  .weight = 1,
  .begin = begin_hanging_up,
  .end = end,
};

const Fault fault_sender_pipelines = {
  .name = "sender-pipelines",
  .what = "a sender sends two requests at once on one connection",
  .weight = 1,
  .begin = begin_pipelining,
  .end = end,
};
