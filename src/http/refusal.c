/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/refusal.h"

#include "core/error.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#define RFC8030 "https://www.rfc-editor.org/rfc/rfc8030#section-"

const PhRefusal ph_refusal_syntax = { 400, 400, 0, "" };
const PhRefusal ph_refusal_token = { 401, 109, 0, "" };
const PhRefusal ph_refusal_access = { 403, 109, 0, "" };
const PhRefusal ph_refusal_path = { 404, 404, 0, "", "M_UNRECOGNIZED" };
const PhRefusal ph_refusal_id = { 404, 102, 0, "" };
const PhRefusal ph_refusal_method = { 405, 405, 0, "", "M_UNRECOGNIZED" };
const PhRefusal ph_refusal_late = { 408, 408, 0, "" };
const PhRefusal ph_refusal_length = { 413, 104, 0, RFC8030 "7.2",
                                      "M_TOO_LARGE" };
const PhRefusal ph_refusal_head = {
  431, 431, 0, "https://www.rfc-editor.org/rfc/rfc6585#section-5"
};
const PhRefusal ph_refusal_topic = { 400, 113, 0, RFC8030 "5.4" };
const PhRefusal ph_refusal_urgency = { 400, 400, 0, RFC8030 "5.3" };
const PhRefusal ph_refusal_streams = { 503, 503, 120, "" };
const PhRefusal ph_refusal_bodies = { 503, 503, 60, "" };
const PhRefusal ph_refusal_not_json = { 400, 400, 0, "", "M_NOT_JSON" };
const PhRefusal ph_refusal_bad_json = { 400, 400, 0, "", "M_BAD_JSON" };

/* RFC 8030 section 7.3 wants 404 for endpoints that have gone, too; 103 tells
 * them from those that never were. */
static const PhRefusal errors[] = {
  [PH_ERROR_INVALID] = { 400, 110, 0, RFC8030 "5" },
  [PH_ERROR_TOO_LARGE] = { 413, 104, 0, RFC8030 "7.2", "M_TOO_LARGE" },
  [PH_ERROR_NOT_FOUND] = { 404, 102, 0, RFC8030 "7.3" },
  [PH_ERROR_REMOVED] = { 404, 103, 0, RFC8030 "7.3" },
  [PH_ERROR_UNAUTHORIZED] = { 403, 109, 0, "" },
  [PH_ERROR_KEYLESS] = { 403, 403, 0, "" },
  [PH_ERROR_LIMIT] = { 429, 429, 120, RFC8030 "8.4", "M_LIMIT_EXCEEDED" },
  [PH_ERROR_BUSY] = { 429, 429, 60, RFC8030 "8.4", "M_LIMIT_EXCEEDED" },
  [PH_ERROR_UNAVAILABLE] = { 503, 201, 120, RFC8030 "8.4" },
  [PH_ERROR_UNREACHABLE] = { 503, 201, 120, RFC8030 "8.4" },
  [PH_ERROR_FAILED] = { 500, 999, 0, "" },
};

const PhRefusal *
ph_refusal_for_error (const GError *error)
{
  if (error->domain != PH_ERROR)
    return &errors[PH_ERROR_FAILED];

  g_return_val_if_fail ((guint) error->code < G_N_ELEMENTS (errors),
                        &errors[PH_ERROR_FAILED]);
  return &errors[error->code];
}

/* libsoup has none for those of RFC 6585. */
const char *
ph_refusal_get_phrase (const PhRefusal *refusal)
{
  switch (refusal->status)
    {
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    default:
      return soup_status_get_phrase (refusal->status);
    }
}

char *
ph_refusal_to_json (const PhRefusal *refusal, const char *sentence)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "code");
  json_builder_add_int_value (builder, refusal->status);
  json_builder_set_member_name (builder, "errno");
  json_builder_add_int_value (builder, refusal->number);
  json_builder_set_member_name (builder, "error");
  json_builder_add_string_value (builder, ph_refusal_get_phrase (refusal));
  json_builder_set_member_name (builder, "message");
  json_builder_add_string_value (builder, valid);
  json_builder_set_member_name (builder, "more_info");
  json_builder_add_string_value (builder, refusal->more_info);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

/* Of the Matrix client-server API; retry_after_ms is for clients that do not
 * know the header field. */
char *
ph_refusal_to_matrix_json (const PhRefusal *refusal, const char *sentence)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "errcode");
  json_builder_add_string_value (
      builder, refusal->errcode != NULL ? refusal->errcode : "M_UNKNOWN");
  json_builder_set_member_name (builder, "error");
  json_builder_add_string_value (builder, valid);
  if (refusal->retry_after > 0)
    {
      json_builder_set_member_name (builder, "retry_after_ms");
      json_builder_add_int_value (builder,
                                  (gint64) refusal->retry_after * 1000);
    }
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
