/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/push.h"
#include "core/registration.h"

#include <gio/gio.h>

/* How an app is spoken to: one of these for each version of the connector
 * interface. Every function returns a floating tuple of arguments. */
typedef struct
{
  const char *interface;

  /* The app takes a call without replying: no reply is an acknowledgement. */
  gboolean silence_is_consent;

  GVariant *(*message) (const PhRegistration *registration, const PhPush *push);
  GVariant *(*new_endpoint) (const PhRegistration *registration,
                             const char *endpoint);
  GVariant *(*unregistered) (const PhRegistration *registration,
                             gboolean requested);
} PhProtocol;

extern const PhProtocol ph_connector1; /* bus/connector1.c */
extern const PhProtocol ph_connector2; /* bus/connector2.c */
