/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/access.h"

#include "fuzz/fuzz.h"

#include <string.h>

#define PUBLIC "push.example"

/* How many lines have this header field; @value is that of the last. */
static guint
count_fields (SoupMessageHeaders *headers,
              const char *field,
              const char **value)
{
  SoupMessageHeadersIter iter;
  const char *name;
  const char *found;
  guint count = 0;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &found))
    if (g_ascii_strcasecmp (name, field) == 0)
      {
        *value = found;
        count++;
      }

  return count;
}

/* A name or address of this machine, and perhaps a port. */
static void
expect_own (const char *host)
{
  gboolean bracketed = host[0] == '[';
  g_autofree char *name = g_strdup (host + bracketed);
  g_autoptr (GInetAddress) address = NULL;

  name[strcspn (name, bracketed ? "]" : ":")] = '\0';
  address = g_inet_address_new_from_string (name);
  if (address != NULL)
    g_assert_true (g_inet_address_get_is_loopback (address));
  else
    g_assert_true (g_ascii_strcasecmp (name, "localhost") == 0 ||
                   g_ascii_strcasecmp (name, PUBLIC) == 0);
}

static void
expect_granted (SoupMessageHeaders *headers, const char *token)
{
  const char *value = NULL;

  g_assert_cmpuint (count_fields (headers, "Origin", &value), ==, 0);
  g_assert_cmpuint (count_fields (headers, "Host", &value), ==, 1);
  expect_own (value);

  if (token != NULL)
    {
      g_assert_cmpuint (count_fields (headers, "Authorization", &value), ==, 1);
      g_assert_true (g_ascii_strncasecmp (value, "Bearer ", 7) == 0);
      g_assert_cmpstr (value + 7, ==, token);
    }
}

static void
judge (SoupMessageHeaders *headers, const char *public_url, const char *token)
{
  static char *addresses[] = { (char *) "127.0.0.1", NULL };
  const PhSettings settings = {
    .addresses = addresses,
    .public_url = (char *) public_url,
    .client_token = (char *) token,
  };

  if (ph_access_judge (&settings, headers) != PH_ACCESS_GRANTED)
    return;

  g_assert_true (public_url == NULL || token != NULL);
  expect_granted (headers, token);
}

/* The head of a request to the client API. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);
  SoupMessageHeaders *headers =
      soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);

  if (soup_headers_parse (text, (int) strlen (text), headers))
    {
      judge (headers, NULL, NULL);
      judge (headers, NULL, "secret");
      judge (headers, "https://" PUBLIC, NULL);
      judge (headers, "https://" PUBLIC, "secret");
    }

  soup_message_headers_unref (headers);
  return 0;
}
