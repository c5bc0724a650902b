/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/delivery.h"
#include "hub/receiver.h"

/* The line to the receiver of one registration: whether it takes pushes now,
 * the calls under way, and the pause after one that failed. What is called
 * with, and in which order, is for who has the line to decide. */
typedef struct _PhLine PhLine;

/* Either may close the line. */
typedef struct
{
  /* The receiver has become available, or a pause is over. */
  void (*opened) (gpointer user_data);

  /* The call with @delivery is over. @error is NULL when it was acknowledged;
   * else it is that of ph_receiver_deliver_async (), and a growing pause
   * (hub/backoff.h) has begun unless nobody was there. */
  void (*answered) (PhDelivery *delivery,
                    const GError *error,
                    gpointer user_data);
} PhLineFuncs;

/* Keeps @receiver; @pause is the first one, in milliseconds. @funcs, which must
 * outlive the line, are called from the main loop. */
PhLine *ph_line_new (PhReceiver *receiver,
                     guint pause,
                     const PhLineFuncs *funcs,
                     gpointer user_data);

/* No function is called any more. Frees it when the last call is over. */
void ph_line_close (PhLine *line);

/* Whether the receiver takes pushes now: it is available, and neither a pause
 * runs nor was the line shut. */
gboolean ph_line_is_open (const PhLine *line);

/* How many calls there may be at once; how many are under way. */
guint ph_line_get_window (const PhLine *line);
guint ph_line_count_calls (const PhLine *line);

/* Calls the receiver with @delivery, which is kept and marked as calling until
 * that is over; reads @registration at once only. */
void ph_line_call (PhLine *line,
                   const PhRegistration *registration,
                   PhDelivery *delivery);

/* Begins the first pause anew, for a reason that is not the receiver's. */
void ph_line_pause (PhLine *line);

/* Ends a pause early; a failure after that makes the next one longer. */
void ph_line_end_pause (PhLine *line);

/* For good; calls under way go on. */
void ph_line_shut (PhLine *line);
