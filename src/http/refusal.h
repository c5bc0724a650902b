/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* How a request is refused: one table for all of src/http/. */
typedef struct
{
  guint status;

  /* The numbers Mozilla's push service uses where it has one for the case,
   * else the status again. Senders' libraries read it. */
  guint number;

  guint retry_after;     /* seconds, or 0 for no such header field */
  const char *more_info; /* a URL, or "" */
  const char *errcode;   /* of the Matrix APIs; NULL is M_UNKNOWN */
} PhRefusal;

/* Makes the JSON body of a refusal, with @sentence as its message. */
typedef char *(*PhRefusalForm) (const PhRefusal *refusal, const char *sentence);

extern const PhRefusal ph_refusal_syntax;
extern const PhRefusal ph_refusal_token;
extern const PhRefusal ph_refusal_access;
extern const PhRefusal ph_refusal_path;
extern const PhRefusal ph_refusal_id;
extern const PhRefusal ph_refusal_method;
extern const PhRefusal ph_refusal_late;
extern const PhRefusal ph_refusal_length;
extern const PhRefusal ph_refusal_head;
extern const PhRefusal ph_refusal_topic;
extern const PhRefusal ph_refusal_urgency;
extern const PhRefusal ph_refusal_streams;
extern const PhRefusal ph_refusal_bodies;
extern const PhRefusal ph_refusal_not_json;
extern const PhRefusal ph_refusal_bad_json;

/* Returns: (transfer none): the refusal for a GError of the hub; whatever is
 * not a PH_ERROR is our own fault, 500. */
const PhRefusal *ph_refusal_for_error (const GError *error);

/* The reason phrase of its status. */
const char *ph_refusal_get_phrase (const PhRefusal *refusal);

/* The forms: ours, with the members of Mozilla's push service, and the one of
 * the Matrix APIs. Returns: (transfer full): the body. */
char *ph_refusal_to_json (const PhRefusal *refusal, const char *sentence);
char *ph_refusal_to_matrix_json (const PhRefusal *refusal,
                                 const char *sentence);
