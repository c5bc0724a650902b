/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/urgency.h"

#include <glib.h>

/* Devices in one request. Homeservers send one. */
#define PH_MATRIX_DEVICES_MAX 100

/* What a gateway must know of the body of POST /_matrix/push/v1/notify (Matrix
 * Push Gateway API). Strings are kept the way the homeserver has written them,
 * in JSON with their quotes: it wants its pushkeys back exactly. */
typedef struct
{
  GPtrArray *pushkeys; /* (element-type utf8): one a device, none empty */
  char *event_id;      /* or NULL: there is no event, only new counts */
  PhUrgency urgency;
} PhMatrixNotification;

/* @text is JSON, as ph_json_check () says. Fails with PH_ERROR_INVALID and a
 * sentence when what is needed is missing, of another type or there twice. */
PhMatrixNotification *
ph_matrix_notification_parse (const char *text,
                              gsize size,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ph_matrix_notification_free (PhMatrixNotification *notification);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhMatrixNotification,
                               ph_matrix_notification_free)
