/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "support/curl.h"

#include "support/files.h"
#include "support/program.h"

#include <string.h>

/* What came before the last response was for curl only, "100 Continue". */
static char *
read_headers (const char *path)
{
  g_autofree char *all = files_read (path);
  const char *last = g_strrstr (all, "HTTP/1.1 ");

  g_assert_nonnull (last);
  return g_strdup (last);
}

CurlReply *
curl_run (Bus *bus, const char *options)
{
  g_autofree char *headers = bus_get_path (bus, "headers");
  g_autofree char *command = g_strdup_printf (
      "curl --silent --show-error --noproxy '*' --dump-header %s %s", headers,
      options);
  g_autoptr (Program) curl = program_start_command (bus, command);
  CurlReply *reply = g_new0 (CurlReply, 1);

  reply->body = program_read_all (curl);
  g_assert_cmpint (program_wait (curl), ==, 0);
  reply->headers = read_headers (headers);
  reply->status = (guint) g_ascii_strtoull (
      reply->headers + strlen ("HTTP/1.1 "), NULL, 10);
  return reply;
}

CurlReply *
curl_post (Bus *bus,
           const char *url,
           gconstpointer body,
           gssize size,
           const char *options)
{
  g_autofree char *path = bus_get_path (bus, "body");
  g_autofree char *all = g_strdup_printf (
      "--request POST --header 'Content-Type: application/json' "
      "--data-binary @%s %s '%s'",
      path, options, url);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, body, size, &error);
  g_assert_no_error (error);
  return curl_run (bus, all);
}

char *
curl_reply_get_header (CurlReply *reply, const char *name)
{
  g_autofree char *begin = g_strdup_printf ("\r\n%s: ", name);
  const char *value = strstr (reply->headers, begin);

  if (value == NULL)
    return NULL;

  value += strlen (begin);
  return g_strndup (value, strcspn (value, "\r"));
}

void
curl_reply_free (CurlReply *reply)
{
  g_free (reply->headers);
  g_free (reply->body);
  g_free (reply);
}
