/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* Returns: (transfer full): the body that a sender makes of @size octets of
 * text for an app whose keys nobody has. */
GBytes *encrypted_new (gsize size);
