/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/strictness.h"

#include <glib.h>

/* What the user can choose. Options of the command line win over the
 * environment (PUSHHUB_*), that over the user's file, that over the system's,
 * that over the defaults below. */
typedef struct
{
  char **addresses;  /* to listen on; default 127.0.0.1 and ::1 */
  guint port;        /* default 8976; 0 is any free one */
  char *public_url;  /* base of endpoints without a slash at its end, or NULL */
  char *state_dir;   /* default $XDG_STATE_HOME/pushhub */
  guint ttl_default; /* seconds */
  guint ttl_max;     /* seconds */
  PhStrictness strictness;
  gboolean demand_vapid; /* nothing is registered without a VAPID key */
  guint rate;            /* pushes a minute and endpoint; 0 for any */
  guint waiting_max;     /* pushes that may wait for one registration */
  guint octets_max;      /* octets that may */
  guint disk_max;        /* MiB that may wait in all */
  guint forget_days; /* an app that is gone so long is removed; 0 for never */
  gboolean client_batch;   /* multi_id listeners get arrays */
  char *client_token;      /* bearer token of the client API, or NULL */
  gboolean aesgcm_gateway; /* there is one */
  gboolean cors;           /* web pages of any origin may push */

  /* Paths of PEM files, both for HTTPS or both NULL. */
  char *tls_certificate;
  char *tls_key;
} PhSettings;

/* The defaults, then the files, then the environment. @file replaces both
 * files when it is not NULL. A file that is missing is not an error unless it
 * was named; unknown keys are told in the log and ignored; a wrong value fails
 * with PH_ERROR_INVALID that names the file or variable, the key and what is
 * allowed. So does a default TTL above the largest. An empty public
 * URL, token or path of TLS is none; an empty variable counts as not set. */
PhSettings *ph_settings_load (const char *file,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sets one value the way a file would: @group and @key as in pushhub.conf.
 * @origin is how to call the place in an error message ("--port"). */
gboolean ph_settings_set (PhSettings *settings,
                          const char *group,
                          const char *key,
                          const char *value,
                          const char *origin,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Whether the hub can be reached from beyond this machine: there is a public
 * URL or an address that is not loopback. */
gboolean ph_settings_is_public (const PhSettings *settings);

void ph_settings_free (PhSettings *settings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhSettings, ph_settings_free)
