/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/refusal.h"

#include "core/error.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

static void
test_statuses (void)
{
  static const struct
  {
    PhError code;
    guint status;
    guint number;
    gboolean again; /* whether the sender is told when to try again */
  } cases[] = {
    { PH_ERROR_INVALID, 400, 110, FALSE },
    { PH_ERROR_TOO_LARGE, 413, 104, FALSE },
    { PH_ERROR_NOT_FOUND, 404, 102, FALSE },
    { PH_ERROR_REMOVED, 404, 103, FALSE },
    { PH_ERROR_UNAUTHORIZED, 403, 109, FALSE },
    { PH_ERROR_KEYLESS, 403, 403, FALSE },
    { PH_ERROR_LIMIT, 429, 429, TRUE },
    { PH_ERROR_UNAVAILABLE, 503, 201, TRUE },
    { PH_ERROR_UNREACHABLE, 503, 201, TRUE },
    { PH_ERROR_FAILED, 500, 999, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error =
          g_error_new_literal (PH_ERROR, (int) cases[i].code, "Why.");
      const PhRefusal *refusal = ph_refusal_for_error (error);

      g_assert_cmpuint (refusal->status, ==, cases[i].status);
      g_assert_cmpuint (refusal->number, ==, cases[i].number);
      g_assert_cmpint (refusal->retry_after > 0, ==, cases[i].again);
    }
}

/* Each status has a phrase that says what it means. */
static void
test_phrases (void)
{
  for (int code = PH_ERROR_INVALID; code <= PH_ERROR_FAILED; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (PH_ERROR, code, "Why.");

      g_assert_cmpstr (ph_refusal_get_phrase (ph_refusal_for_error (error)), !=,
                       "Unknown Error");
    }
}

static void
test_foreign_errors_are_ours (void)
{
  g_autoptr (GError) error =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "Why.");

  g_assert_cmpuint (ph_refusal_for_error (error)->status, ==, 500);
}

static void
test_json (void)
{
  g_autofree char *json =
      ph_refusal_to_json (&ph_refusal_length, "\"Too\" large\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = json_from_string (json, &error);
  JsonObject *body;

  g_assert_no_error (error);
  body = json_node_get_object (root);
  g_assert_cmpuint (json_object_get_size (body), ==, 5);
  g_assert_cmpint (json_object_get_int_member (body, "code"), ==, 413);
  g_assert_cmpint (json_object_get_int_member (body, "errno"), ==, 104);
  g_assert_cmpstr (json_object_get_string_member (body, "error"), ==,
                   "Request Entity Too Large");
  g_assert_cmpstr (json_object_get_string_member (body, "message"), ==,
                   "\"Too\" large\n");
  g_assert_true (json_object_has_member (body, "more_info"));
}

static void
check_matrix (const PhRefusal *refusal, const char *expected)
{
  g_autofree char *json = ph_refusal_to_matrix_json (refusal, "\"Why\"\n");

  g_assert_cmpstr (json, ==, expected);
}

static void
test_matrix (void)
{
  g_autoptr (GError) busy =
      g_error_new_literal (PH_ERROR, PH_ERROR_BUSY, "Why.");
  g_autoptr (GError) unavailable =
      g_error_new_literal (PH_ERROR, PH_ERROR_UNAVAILABLE, "Why.");

  check_matrix (&ph_refusal_path, "{\"errcode\":\"M_UNRECOGNIZED\","
                                  "\"error\":\"\\\"Why\\\"\\n\"}");
  check_matrix (&ph_refusal_method, "{\"errcode\":\"M_UNRECOGNIZED\","
                                    "\"error\":\"\\\"Why\\\"\\n\"}");
  check_matrix (&ph_refusal_length, "{\"errcode\":\"M_TOO_LARGE\","
                                    "\"error\":\"\\\"Why\\\"\\n\"}");
  check_matrix (&ph_refusal_late, "{\"errcode\":\"M_UNKNOWN\","
                                  "\"error\":\"\\\"Why\\\"\\n\"}");
  check_matrix (&ph_refusal_not_json, "{\"errcode\":\"M_NOT_JSON\","
                                      "\"error\":\"\\\"Why\\\"\\n\"}");
  check_matrix (&ph_refusal_bad_json, "{\"errcode\":\"M_BAD_JSON\","
                                      "\"error\":\"\\\"Why\\\"\\n\"}");
  check_matrix (ph_refusal_for_error (busy),
                "{\"errcode\":\"M_LIMIT_EXCEEDED\","
                "\"error\":\"\\\"Why\\\"\\n\",\"retry_after_ms\":60000}");
  check_matrix (ph_refusal_for_error (unavailable),
                "{\"errcode\":\"M_UNKNOWN\","
                "\"error\":\"\\\"Why\\\"\\n\",\"retry_after_ms\":120000}");
}

/* A sentence may quote a request, which can be any octets. */
static void
test_json_is_utf8 (void)
{
  g_autofree char *json =
      ph_refusal_to_json (&ph_refusal_id, "No such id: \xff\xfe");
  g_autofree char *matrix =
      ph_refusal_to_matrix_json (&ph_refusal_id, "No such id: \xff\xfe");

  g_assert_true (g_utf8_validate (json, -1, NULL));
  g_assert_true (g_utf8_validate (matrix, -1, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/refusal/statuses", test_statuses);
  g_test_add_func ("/refusal/phrases", test_phrases);
  g_test_add_func ("/refusal/foreign", test_foreign_errors_are_ours);
  g_test_add_func ("/refusal/json", test_json);
  g_test_add_func ("/refusal/matrix", test_matrix);
  g_test_add_func ("/refusal/json-is-utf8", test_json_is_utf8);
  return g_test_run ();
}
