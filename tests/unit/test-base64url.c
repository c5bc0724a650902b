/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/base64url.h"

#include <string.h>

/* RFC 4648 section 10, without its padding. */
static const struct
{
  const char *octets;
  const char *text;
} vectors[] = {
  { "", "" },
  { "f", "Zg" },
  { "fo", "Zm8" },
  { "foo", "Zm9v" },
  { "foob", "Zm9vYg" },
  { "fooba", "Zm9vYmE" },
  { "foobar", "Zm9vYmFy" },
};

static void
test_vectors (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      gsize size = strlen (vectors[i].octets);
      g_autofree char *text =
          ph_base64url_encode ((const guint8 *) vectors[i].octets, size);
      g_autoptr (GBytes) octets = ph_base64url_decode (vectors[i].text);

      g_assert_cmpstr (text, ==, vectors[i].text);
      g_assert_nonnull (octets);
      g_assert_cmpmem (g_bytes_get_data (octets, NULL),
                       g_bytes_get_size (octets), vectors[i].octets, size);
    }
}

static void
test_every_octet_comes_back (void)
{
  guint8 all[256];
  g_autofree char *text = NULL;
  g_autoptr (GBytes) octets = NULL;

  for (guint i = 0; i < sizeof all; i++)
    all[i] = (guint8) i;

  text = ph_base64url_encode (all, sizeof all);
  g_assert_null (strpbrk (text, "+/="));

  octets = ph_base64url_decode (text);
  g_assert_nonnull (octets);
  g_assert_cmpmem (g_bytes_get_data (octets, NULL), g_bytes_get_size (octets),
                   all, sizeof all);
}

static void
test_refuses_other_characters (void)
{
  static const char *const wrong[] = { "Z",    "Zg==",  "Zg=",    "Z+8A",
                                       "Z/8A", "Zm 9v", "Zm9v\n", "Zm9\xc3" };

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (ph_base64url_decode (wrong[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base64url/vectors", test_vectors);
  g_test_add_func ("/base64url/every-octet", test_every_octet_comes_back);
  g_test_add_func ("/base64url/refuses", test_refuses_other_characters);
  return g_test_run ();
}
