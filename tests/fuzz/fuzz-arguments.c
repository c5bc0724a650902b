/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "bus/arguments.h"

#include "fuzz/fuzz.h"
#include "webpush/vapid-key.h"

#include <gio/gio.h>
#include <string.h>

static void
expect_sound (const PhRegistration *wanted)
{
  g_assert_true (g_dbus_is_name (wanted->service));
  g_assert_false (g_dbus_is_unique_name (wanted->service));
  g_assert_cmpuint (strlen (wanted->token), >, 0);
  g_assert_cmpuint (strlen (wanted->token), <=, 100);
  g_assert_cmpuint (strlen (wanted->description), <=, 100);
}

static gboolean
check (const PhRegistration *wanted, GError **error)
{
  return ph_registration_check_fields (wanted->service, wanted->token,
                                       wanted->description, error) &&
         (wanted->vapid == NULL || ph_vapid_key_check (wanted->vapid, error));
}

/* What an app may send with Register: a{sv}, in GVariant's text form, as GDBus
 * hands it over. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *text = (const char *) data;
  g_autoptr (GVariant) args = NULL;
  g_autoptr (PhRegistration) wanted = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done;

  if (g_utf8_validate (text, (gssize) size, NULL))
    args =
        g_variant_parse (G_VARIANT_TYPE_VARDICT, text, text + size, NULL, NULL);
  if (args == NULL)
    return 0;

  wanted = ph_arguments_read_registration (args, &error);
  done = wanted != NULL && check (wanted, &error);
  fuzz_expect_outcome (done, error);
  if (done)
    expect_sound (wanted);
  return 0;
}
