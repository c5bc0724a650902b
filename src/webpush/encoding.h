/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/findings.h"

/* The header fields that say how a body is encrypted: the values of their
 * lines, in order of appearance, NULL-terminated. */
typedef struct
{
  const char *const *content_encoding;
  const char *const *encryption; /* of the aesgcm draft, like the next */
  const char *const *crypto_key;
  gboolean folded; /* the draft's fields reach the app, see aesgcm-fold.h */
} PhEncodingFields;

typedef enum
{
  PH_ENCODING_NONE,
  PH_ENCODING_AES128GCM, /* RFC 8188 */
  PH_ENCODING_AESGCM,    /* a draft before it */
  PH_ENCODING_OTHER,
} PhEncoding;

/* Reads them (RFC 8291 section 4); the draft is what a push that is folded has
 * to use. Returns: the first encoding named. */
PhEncoding ph_encoding_read (const PhEncodingFields *fields,
                             PhFindings *findings);
