/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/strictness.h"

#include <glib.h>

/* Who a registration delivers to. */
typedef enum
{
  PH_REGISTRATION_CLIENT = 0, /* HTTP listeners of the client API */
  PH_REGISTRATION_APP = 1,    /* a D-Bus app */
} PhRegistrationKind;

/* UnifiedPush D-Bus specification, "Register": at most 100 bytes each. */
#define PH_TOKEN_MAX 100
#define PH_DESCRIPTION_MAX 100

/* One subscription: where pushes to one endpoint go.
 *
 * A plain value. The hub's registry owns the ones in force; everybody else
 * reads them. Strings that do not apply to the kind are NULL. */
typedef struct
{
  gint64 id; /* row in the store, shown to people; 0 before it is stored */
  PhRegistrationKind kind;
  guint version;           /* connector interface, 1 or 2; 0 for clients */
  char *service;           /* app: its bus name */
  char *token;             /* app: chosen by it, unique here; a secret */
  char *description;       /* app: for people; "" when it gave none */
  char *vapid;             /* app: its VAPID public key, or NULL */
  PhStrictness strictness; /* at least so much is refused of its pushes */
  char *endpoint;          /* identifier in the endpoint's path; a secret */
  char *announced;         /* app: the endpoint URL it last took, or NULL */
  gint64 created;          /* microseconds since 1970 */
  gint64 last_used;        /* last push or listener, as far as stored */
  gint64 absent; /* app: the bus has not known it since then; 0 if it does */
} PhRegistration;

PhRegistration *ph_registration_new (PhRegistrationKind kind);
PhRegistration *ph_registration_copy (const PhRegistration *registration);
void ph_registration_free (PhRegistration *registration);

/* Checks what an app sent against the specification: @service a valid
 * well-known bus name, @token 1 to 100 bytes, @description at most 100 bytes.
 * D-Bus has already checked that they are UTF-8. @description may be NULL.
 *
 * Fails with PH_ERROR_INVALID; the message names the field and the rule. */
gboolean
ph_registration_check_fields (const char *service,
                              const char *token,
                              const char *description,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhRegistration, ph_registration_free)
