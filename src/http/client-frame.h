/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/push.h"

/* How pushes look to a listener of the client API. */
typedef enum
{
  PH_CLIENT_STYLE_PLAIN,   /* the octets, then an empty line */
  PH_CLIENT_STYLE_OBJECTS, /* a JSON object a line, one push of an id */
  PH_CLIENT_STYLE_BATCHES, /* the same, all pushes of an id in an array */
} PhClientStyle;

/* A push that waits to be written. */
typedef struct
{
  const char *id; /* not owned: outlives the item */
  PhPush *push;   /* (owned) */
} PhClientItem;

PhClientItem *ph_client_item_new (const char *id, PhPush *push);
void ph_client_item_free (PhClientItem *item);

/* Makes the next piece of a listener's body from @waiting (element-type
 * PhClientItem), which must not be empty, and moves what went into it to
 * @taken (element-type PhClientItem). Pushes of one id keep their order.
 *
 * Returns: (transfer full): the piece */
GBytes *
ph_client_frame_next (PhClientStyle style, GQueue *waiting, GPtrArray *taken);
