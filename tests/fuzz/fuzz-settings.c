/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "core/origin.h"
#include "core/settings.h"

#include "fuzz/fuzz.h"

#include <gio/gio.h>
#include <sys/mman.h>
#include <unistd.h>

static void
expect_sound (const PhSettings *settings)
{
  g_assert_nonnull (settings->addresses[0]);
  for (char **address = settings->addresses; *address != NULL; address++)
    g_assert_true (g_hostname_is_ip_address (*address));

  g_assert_cmpuint (settings->port, <=, G_MAXUINT16);
  g_assert_cmpuint (settings->ttl_default, <=, settings->ttl_max);
  g_assert_cmpuint (settings->ttl_max, <=, G_MAXINT32);
  g_assert_true (g_path_is_absolute (settings->state_dir));
  if (settings->public_url != NULL)
    {
      g_autofree char *path = NULL;
      g_autofree char *origin = ph_origin_parse (settings->public_url, &path);
      g_autofree char *again = g_strconcat (origin, path, NULL);

      g_assert_cmpstr (settings->public_url, ==, again);
      g_assert_false (g_str_has_suffix (settings->public_url, "/"));
      g_assert_true (ph_settings_is_public (settings));
    }
}

/* A configuration file. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  int file = memfd_create ("pushhub.conf", MFD_CLOEXEC);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", file);
  g_autoptr (PhSettings) settings = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (write (file, data, size), ==, (gssize) size);
  settings = ph_settings_load (path, &error);
  close (file);

  /* The sentence may quote the file, escapes for terminals and all: cli/ does
   * not print those. */
  g_assert_true ((settings != NULL) == (error == NULL));
  if (settings != NULL)
    expect_sound (settings);
  else
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  return 0;
}
