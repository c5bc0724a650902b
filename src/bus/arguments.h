/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "core/registration.h"

/* The dictionaries of version 2 of the interfaces, a{sv}. Keys that nobody
 * knows are ignored; of a key that is there twice the first counts. */

/* Reads the string @key of @args into @value (transfer full), which stays as
 * it is when an @optional one is missing. Fails with PH_ERROR_INVALID and a
 * sentence that begins with the key. */
gboolean ph_arguments_read_string (GVariant *args,
                                   const char *key,
                                   gboolean optional,
                                   char **value,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the @args of Register ("Register (v2 keys)" of contracts/dbus.md). What
 * the strings may be is not checked.
 *
 * Returns: (transfer full): what is wanted; NULL with PH_ERROR_INVALID when a
 * string is missing or is none. */
PhRegistration *ph_arguments_read_registration (GVariant *args, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
