/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "fault/model.h"

#include "fault/standing.h"

/* The promises, one function each.
 *
 *   octets     What arrives is what was sent, at the app it was sent to.
 *   order      A push that arrives for the first time comes after every push
 *              that was answered before it was sent. One that was never
 *              answered has its place too: the connection's end, unless it was
 *              the sender who left. One that has a topic may have taken the
 *              place of an earlier one of that topic, so it may come as early
 *              as that one: before all that was sent after it. It may have if
 *              that one was neither acknowledged nor cancelled when it was
 *              sent, or had itself taken the place of such a one.
 *   repeat     A push comes again only with the same id, and only if the copy
 *              before it was not acknowledged: the app failed, left the bus or
 *              kept silent (v2) too long, or the run of the hub that had sent
 *              it was killed, lost the bus, or had been asked to end (or could
 *              not write when it ended) before it got the acknowledgement.
 *   overtake   What was answered with 201 and arrived but was not taken comes
 *              again before anything that was accepted after it.
 *   topic      Nothing arrives for the first time after one of its topic that
 *              was sent after it was answered, and has been answered with 201
 *              itself.
 *   TTL        Nothing arrives after its TTL.
 *   cancel     Nothing arrives after its DELETE was answered with 204.
 *   loss       What was answered with 201 was acknowledged by its app in the
 *              end, unless its TTL was over by then, or one of its topic may
 *              have replaced it: sent by then, not refused, and not answered
 *              before it was sent. The same ends what "overtake" asks for.
 */

typedef struct
{
  History *history;
  Moment quiet;
  GPtrArray *complaints;

  /* Of the app that is looked at: among those that have arrived, the one with
   * the latest place that it may have had, and the pushes whose last copy is
   * not acknowledged. */
  Push *latest;
  GPtrArray *untaken;
} Check;

static void
complaint_free (gpointer data)
{
  Complaint *complaint = data;

  g_free (complaint->sentence);
  g_free (complaint);
}

static void
complain (Check *check, Push *push, const char *sentence)
{
  Complaint *complaint = g_new0 (Complaint, 1);

  complaint->sentence = g_strdup (sentence);
  complaint->push = push;
  g_ptr_array_add (check->complaints, complaint);
}

/* The promises about arrivals */

static void
check_octets (Check *check, const Copy *copy)
{
  if (!copy->to_right_app)
    complain (check, copy->push, "It arrived at another app.");
  else if (!g_bytes_equal (copy->body, copy->push->body))
    complain (check, copy->push, "Its octets were changed.");
}

static void
check_order (Check *check, const Copy *copy)
{
  Push *push = copy->push;

  if (check->latest != NULL &&
      moment_is_before (standing_get_place (push),
                        standing_get_earliest (check->history, check->latest)))
    {
      complain (check, push, "It arrived after one that was sent after it.");
      complain (check, check->latest, "This one came first.");
    }
  if (check->latest == NULL ||
      moment_is_before (standing_get_earliest (check->history, check->latest),
                        standing_get_earliest (check->history, push)))
    check->latest = push;
}

static void
check_repeat (Check *check, const Copy *copy, const Copy *before)
{
  if (g_strcmp0 (copy->id, before->id) != 0)
    complain (check, copy->push, "It came again with another id.");
  if (standing_is_surely_acknowledged (check->history, before))
    complain (check, copy->push, "It came again after its acknowledgement.");
  else if (standing_is_under_way (check->history, before, copy->arrived))
    complain (check, copy->push, "It came again before the app had answered.");
}

static void
check_overtaking (Check *check, const Copy *copy)
{
  Moment earliest = standing_get_earliest (check->history, copy->push);

  for (guint i = 0; i < check->untaken->len; i++)
    {
      Push *push = check->untaken->pdata[i];
      const Copy *before = standing_get_copy_before (push, copy->arrived);

      if (push != copy->push && standing_is_owed (push, copy->arrived) &&
          moment_is_before (push->answered, earliest) &&
          !standing_is_maybe_acknowledged (check->history, before,
                                           copy->arrived) &&
          !standing_is_under_way (check->history, before, copy->arrived))
        {
          complain (check, push, "It was not taken, and not sent again first.");
          complain (check, copy->push, "This one overtook it.");
        }
    }

  g_ptr_array_remove_fast (check->untaken, copy->push);
  if (!standing_is_maybe_acknowledged (check->history, copy, check->quiet))
    g_ptr_array_add (check->untaken, copy->push);
}

/* The hub counts from the arrival of the request, which is before its answer.
 * TTL 0 is tried at once, and that may take a while. */
static void
check_ttl (Check *check, const Copy *copy)
{
  const Push *push = copy->push;

  if (push->ttl > 0 && moment_is_before (push->answered, copy->arrived) &&
      copy->arrived.time - push->answered.time >
          push->ttl * G_USEC_PER_SEC + TOLERANCE)
    complain (check, copy->push, "It arrived after its TTL.");
}

static void
check_cancel (Check *check, const Copy *copy)
{
  const Moment cancelled = copy->push->cancelled;

  if (moment_is_before (cancelled, copy->arrived) && cancelled.number != 0 &&
      copy->arrived.time - cancelled.time > TOLERANCE)
    complain (check, copy->push, "It arrived after it was cancelled.");
}

static void
check_topic (Check *check, const Copy *copy)
{
  Push *push = copy->push;

  for (guint i = 0; push->of_topic != NULL && i < push->of_topic->len; i++)
    {
      Push *later = push->of_topic->pdata[i];

      if (later->status == 201 &&
          moment_is_before (push->answered, later->sent) &&
          moment_is_before (later->answered, copy->arrived) &&
          copy->arrived.time - later->answered.time > TOLERANCE)
        {
          complain (check, push, "It arrived after it was replaced.");
          complain (check, later, "This one replaced it.");
          return;
        }
    }
}

static void
check_arrival (Check *check, const Copy *copy)
{
  const Copy *before;

  if (copy->push == NULL)
    {
      complain (check, NULL, "Something arrived that nobody had sent.");
      return;
    }

  before = standing_get_copy_before (copy->push, copy->arrived);
  check_octets (check, copy);
  if (before == NULL)
    {
      check_order (check, copy);
      check_topic (check, copy);
    }
  else
    {
      check_repeat (check, copy, before);
    }
  check_overtaking (check, copy);
  check_ttl (check, copy);
  check_cancel (check, copy);
}

/* The promise about what did not arrive */

static void
check_loss (Check *check, Push *push)
{
  if (!standing_is_owed (push, check->quiet) ||
      standing_is_acknowledged (check->history, push, check->quiet))
    return;

  complain (check, push,
            push->copies->len == 0 ?
                "It was answered with 201 and never arrived." :
                "It was answered with 201, and no copy was acknowledged.");
}

GPtrArray *
model_check (History *history, Moment quiet)
{
  Check check = { history, quiet,
                  g_ptr_array_new_with_free_func (complaint_free) };

  for (guint app = 0; app < history->apps->len; app++)
    {
      GPtrArray *copies = history->apps->pdata[app];

      check.latest = NULL;
      check.untaken = g_ptr_array_new ();
      for (guint i = 0; i < copies->len; i++)
        check_arrival (&check, copies->pdata[i]);
      g_clear_pointer (&check.untaken, g_ptr_array_unref);
    }

  for (guint i = 0; i < history->pushes->len; i++)
    check_loss (&check, history->pushes->pdata[i]);
  return check.complaints;
}
