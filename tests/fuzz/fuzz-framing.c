/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/chunks.h"
#include "http/head.h"

#include "fuzz/fuzz.h"

#include <string.h>

/* Returns: the sound octets of the head, reading @at_once octets. */
static gsize
scan_head (PhHead *head, const char *octets, gsize size, gsize at_once)
{
  gsize sound = 0;
  gsize passed = 0;
  gsize next = 0;

  while (sound < size && passed == next)
    {
      next = MIN (at_once, size - sound);
      passed = ph_head_scan (head, octets + sound, next);
      g_assert_cmpuint (passed, <=, next);
      sound += passed;
    }

  return sound;
}

static gboolean
scan_chunks (PhChunks *chunks, const char *octets, gsize size, gsize at_once)
{
  for (gsize done = 0; done < size; done += at_once)
    if (!ph_chunks_scan (chunks, octets + done, MIN (at_once, size - done)))
      return FALSE;

  return TRUE;
}

static void
expect_head (const PhHead *head, const char *octets, gsize sound)
{
  g_assert_cmpuint (head->octets, ==, sound);
  g_assert_cmpuint (sound, <=, PH_HEAD_OCTETS_MAX);
  g_assert_null (memchr (octets, '\0', sound));
  if (head->ended)
    g_assert_true (octets[sound - 1] == '\n');
}

/* A first octet that says how many are read at once, and then a request: what
 * comes of it is the same as if all came at once. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *octets = (const char *) data + 1;
  PhHead head = { 0 };
  PhHead whole = { 0 };
  PhChunks chunks = { 0 };
  PhChunks whole_chunks = { 0 };
  gboolean sound_body;
  gsize sound;
  gsize at_once;

  if (size < 2)
    return 0;

  size--;
  at_once = (gsize) data[0] + 1;
  sound = scan_head (&head, octets, size, at_once);
  g_assert_cmpuint (sound, ==, scan_head (&whole, octets, size, size));
  g_assert_cmpint (head.fault, ==, whole.fault);
  g_assert_cmpint (head.ended, ==, whole.ended);
  expect_head (&head, octets, sound);
  if (!head.ended)
    return 0;

  octets += sound;
  size -= sound;
  sound_body = scan_chunks (&chunks, octets, size, at_once);
  g_assert_cmpint (scan_chunks (&whole_chunks, octets, size, MAX (size, 1)), ==,
                   sound_body);
  if (!sound_body)
    return 0;

  g_assert_cmpuint (chunks.left, <=, G_MAXUINT32);
  g_assert_cmpint (chunks.state, ==, whole_chunks.state);
  return 0;
}
