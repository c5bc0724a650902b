/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/settings.h"

/* One thing the user can choose: where it is written and what is allowed. */
typedef struct
{
  const char *group; /* in pushhub.conf */
  const char *key;
  const char *variable; /* in the environment */

  /* Takes over @value, or returns FALSE and changes nothing; NULL for a plain
   * number. */
  gboolean (*set) (PhSettings *settings, const char *value);

  const char *rule; /* "must be …", for the error message */
  gboolean secret;  /* the value does not go into the message */

  gsize number; /* of a plain number: where it is in PhSettings */
  guint max;    /* and how large it may be */
} PhSetting;

/* Returns: (array length=n_settings): every setting there is. */
const PhSetting *ph_settings_table (gsize *n_settings);

/* Returns: (nullable): the setting with this place in pushhub.conf. */
const PhSetting *ph_setting_find (const char *group, const char *key);

/* Sets one value. Fails with PH_ERROR_INVALID and "@origin: rule, not value".
 */
gboolean ph_setting_apply (const PhSetting *setting,
                           PhSettings *settings,
                           const char *value,
                           const char *origin,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
