/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/chunks.h"

#include "http/head.h"

/* More than any body may have. */
#define SIZE_MAX_DIGITS 8

static gboolean
enter (PhChunks *chunks, PhChunksState state)
{
  chunks->state = state;
  chunks->line = 0;
  return TRUE;
}

/* Of a chunk's size and of what follows it in its line. */
static gboolean
scan_size (PhChunks *chunks, char octet)
{
  int digit = g_ascii_xdigit_value (octet);
  gboolean has_digits = chunks->line > 1;

  if (digit >= 0)
    {
      chunks->left = chunks->left * 16 + (guint64) digit;
      return chunks->left >> (4 * SIZE_MAX_DIGITS) == 0;
    }

  if (octet == '\r')
    return has_digits && enter (chunks, PH_CHUNKS_SIZE_END);

  chunks->state = PH_CHUNKS_EXTENSION;
  return has_digits && (octet == ';' || octet == ' ' || octet == '\t');
}

static gboolean
scan_extension (PhChunks *chunks, char octet)
{
  if (octet == '\r')
    return enter (chunks, PH_CHUNKS_SIZE_END);

  return octet != '\n' && octet != '\0';
}

static gboolean
scan_trailer (PhChunks *chunks, char octet)
{
  if (octet != '\r')
    return octet != '\n' && octet != '\0';

  chunks->state = PH_CHUNKS_TRAILER_END;
  return TRUE;
}

static gboolean
end_trailer (PhChunks *chunks, char octet)
{
  gboolean empty = chunks->line == 2;

  return octet == '\n' && chunks->fields++ < PH_HEAD_FIELDS_MAX &&
         enter (chunks, empty ? PH_CHUNKS_WHOLE : PH_CHUNKS_TRAILER);
}

static gboolean
scan (PhChunks *chunks, char octet)
{
  gboolean last = chunks->left == 0;

  switch (chunks->state)
    {
    case PH_CHUNKS_SIZE:
      return scan_size (chunks, octet);
    case PH_CHUNKS_EXTENSION:
      return scan_extension (chunks, octet);
    case PH_CHUNKS_SIZE_END:
      return octet == '\n' &&
             enter (chunks, last ? PH_CHUNKS_TRAILER : PH_CHUNKS_DATA);
    case PH_CHUNKS_DATA_CR:
      return octet == '\r' && enter (chunks, PH_CHUNKS_DATA_END);
    case PH_CHUNKS_DATA_END:
      return octet == '\n' && enter (chunks, PH_CHUNKS_SIZE);
    case PH_CHUNKS_TRAILER:
      return scan_trailer (chunks, octet);
    case PH_CHUNKS_TRAILER_END:
      return end_trailer (chunks, octet);
    case PH_CHUNKS_DATA:
    case PH_CHUNKS_WHOLE:
      break;
    }

  return TRUE;
}

/* Returns: how many of @size octets are this chunk's data */
static gsize
skip_data (PhChunks *chunks, gsize size)
{
  gsize skipped = MIN (size, chunks->left);

  chunks->left -= skipped;
  if (chunks->left == 0)
    enter (chunks, PH_CHUNKS_DATA_CR);
  return skipped;
}

static guint
get_line_max (const PhChunks *chunks)
{
  return chunks->state >= PH_CHUNKS_TRAILER ? PH_HEAD_OCTETS_MAX :
                                              PH_CHUNKS_LINE_MAX;
}

gboolean
ph_chunks_scan (PhChunks *chunks, const char *octets, gsize size)
{
  gsize i = 0;

  while (i < size && chunks->state != PH_CHUNKS_WHOLE)
    if (chunks->state == PH_CHUNKS_DATA)
      i += skip_data (chunks, size - i);
    else if (++chunks->line > get_line_max (chunks) ||
             !scan (chunks, octets[i++]))
      return FALSE;

  return TRUE;
}
