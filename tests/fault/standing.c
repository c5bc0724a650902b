/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/standing.h"

/* After this, GDBus tells the hub that the app keeps silent. */
#define SILENCE (25 * G_USEC_PER_SEC)

/* Version 1 has no acknowledgement: when an app has been silent for 50 ms, the
 * hub may ask the app's end of the bus whether the call has arrived, and that
 * is enough. The app sees a call a little after it was sent. */
#define PATIENCE (20 * G_TIME_SPAN_MILLISECOND)

/* So many failures of an app, and a push is set aside. */
#define FAILURES_MAX 8

gboolean
moment_is_before (Moment a, Moment b)
{
  return a.number != 0 && (b.number == 0 || a.number < b.number);
}

Moment
standing_get_place (const Push *push)
{
  static const Moment never = { 0 };

  return push->state == PUSH_ABANDONED ? never : push->answered;
}

static gboolean
is_silence_consent (const Copy *copy, Moment now)
{
  Moment end = moment_is_before (copy->answered, now) ? copy->answered : now;

  return copy->version == 1 && end.time - copy->arrived.time >= PATIENCE;
}

gboolean
standing_is_maybe_acknowledged (History *history, const Copy *copy, Moment now)
{
  const Run *run = history_get_run (history, copy->run);

  if (copy->state == COPY_ACKNOWLEDGED &&
      moment_is_before (copy->answered, now) &&
      moment_is_before (copy->answered, run->ended))
    return TRUE;
  return is_silence_consent (copy, now);
}

gboolean
standing_is_acknowledged (History *history, const Push *push, Moment now)
{
  for (guint i = 0; i < push->copies->len; i++)
    if (standing_is_maybe_acknowledged (history, push->copies->pdata[i], now))
      return TRUE;
  return FALSE;
}

gboolean
standing_is_surely_acknowledged (History *history, const Copy *copy)
{
  const Run *run = history_get_run (history, copy->run);

  return copy->state == COPY_ACKNOWLEDGED &&
         (run->how == RUN_GOES_ON || run->how == RUN_ASKED) &&
         !run->could_not_write && moment_is_before (copy->answered, run->asked);
}

gboolean
standing_is_under_way (History *history, const Copy *copy, Moment now)
{
  const Run *run = history_get_run (history, copy->run);

  return !moment_is_before (copy->answered, now) &&
         !moment_is_before (run->ended, now) &&
         now.time - copy->arrived.time < SILENCE;
}

const Copy *
standing_get_copy_before (const Push *push, Moment now)
{
  const Copy *last = NULL;

  for (guint i = 0; i < push->copies->len; i++)
    {
      const Copy *copy = push->copies->pdata[i];

      if (moment_is_before (copy->arrived, now))
        last = copy;
    }
  return last;
}

static guint
count_failures (const Push *push)
{
  guint failures = 0;

  for (guint i = 0; i < push->copies->len; i++)
    if (((const Copy *) push->copies->pdata[i])->state == COPY_FAILED)
      failures++;
  return failures;
}

/* Topics */

/* Whether the hub may have accepted it. */
static gboolean
is_maybe_accepted (const Push *push)
{
  return push->state == PUSH_ANSWERED ? push->status == 201 :
                                        push->state != PUSH_UNSENT;
}

gboolean
standing_is_maybe_replaced (const Push *push, Moment now)
{
  for (guint i = 0; push->of_topic != NULL && i < push->of_topic->len; i++)
    {
      const Push *other = push->of_topic->pdata[i];

      if (other != push && is_maybe_accepted (other) &&
          moment_is_before (other->sent, now) &&
          !moment_is_before (standing_get_place (other), push->sent))
        return TRUE;
    }
  return FALSE;
}

/* Whether @push had surely ended when @later was sent. */
static gboolean
had_ended (History *history, const Push *push, const Push *later)
{
  for (guint i = 0; i < push->copies->len; i++)
    {
      const Copy *copy = push->copies->pdata[i];

      if (standing_is_surely_acknowledged (history, copy) &&
          later->sent.time - copy->answered.time > TOLERANCE)
        return TRUE;
    }
  return push->cancelled.number != 0 &&
         moment_is_before (push->cancelled, later->sent);
}

Moment
standing_get_earliest (History *history, Push *push)
{
  if (push->earliest.number != 0)
    return push->earliest;

  push->earliest = push->sent;
  for (guint i = 0; push->of_topic != NULL && i < push->of_topic->len; i++)
    {
      Push *other = push->of_topic->pdata[i];

      if (is_maybe_accepted (other) && other->sent.number != 0 &&
          moment_is_before (other->sent, push->sent) &&
          !had_ended (history, other, push))
        {
          Moment earliest = standing_get_earliest (history, other);

          if (moment_is_before (earliest, push->earliest))
            push->earliest = earliest;
        }
    }
  return push->earliest;
}

gboolean
standing_is_owed (const Push *push, Moment now)
{
  return push->state == PUSH_ANSWERED && push->status == 201 &&
         moment_is_before (push->answered, now) && push->ttl > 0 &&
         push->sent.time + push->ttl * G_USEC_PER_SEC > now.time &&
         push->cancelled.number == 0 &&
         !standing_is_maybe_replaced (push, now) &&
         count_failures (push) < FAILURES_MAX;
}
