/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* A body in chunks (RFC 9112 section 7.1), followed octet by octet: libsoup
 * takes what is no size for the size 0, and the end of the connection for the
 * last chunk, and then a part of a push would be one. */

/* Octets of the line with a chunk's size: as much as libsoup has room for. */
#define PH_CHUNKS_LINE_MAX 120

typedef enum
{
  PH_CHUNKS_SIZE,
  PH_CHUNKS_EXTENSION,
  PH_CHUNKS_SIZE_END,
  PH_CHUNKS_DATA,
  PH_CHUNKS_DATA_CR,
  PH_CHUNKS_DATA_END,
  PH_CHUNKS_TRAILER,
  PH_CHUNKS_TRAILER_END,
  PH_CHUNKS_WHOLE,
} PhChunksState;

/* All zero before the first octet. */
typedef struct
{
  PhChunksState state;
  guint64 left; /* octets of this chunk's data */
  guint line;   /* octets of this line so far */
  guint fields; /* lines after the last chunk */
} PhChunks;

/* Goes through the next @size octets. What follows the body is not looked at.
 *
 * Returns: FALSE if they are not what belongs there */
gboolean ph_chunks_scan (PhChunks *chunks, const char *octets, gsize size);
