/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/push.h"

PhPush *
ph_push_new (const char *id,
             gint64 sequence,
             gint64 registration,
             const PhPushContent *content,
             gint64 received)
{
  PhPush *push = g_new0 (PhPush, 1);

  g_atomic_ref_count_init (&push->refs);
  push->id = g_strdup (id);
  push->sequence = sequence;
  push->registration = registration;
  push->body = g_bytes_ref (content->body);
  push->ttl = content->ttl;
  push->urgency = content->urgency;
  push->topic = g_strdup (content->topic);
  push->received = received;
  return push;
}

PhPush *
ph_push_ref (PhPush *push)
{
  g_atomic_ref_count_inc (&push->refs);
  return push;
}

void
ph_push_unref (PhPush *push)
{
  if (!g_atomic_ref_count_dec (&push->refs))
    return;

  g_free (push->id);
  g_free (push->topic);
  g_bytes_unref (push->body);
  g_free (push);
}

gint64
ph_push_expires (const PhPush *push)
{
  return push->received + (gint64) push->ttl * G_USEC_PER_SEC;
}
