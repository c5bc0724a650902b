/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* How urgent a push is to the user (RFC 8030 section 5.3), the least first: a
 * device that saves power or data asks for a minimum. */
typedef enum
{
  PH_URGENCY_VERY_LOW,
  PH_URGENCY_LOW,
  PH_URGENCY_NORMAL, /* when the sender says nothing */
  PH_URGENCY_HIGH,
} PhUrgency;

/* The word for @urgency in the Urgency header field: "very-low", … */
const char *ph_urgency_to_string (PhUrgency urgency);

/* Reads such a word; a literal of the RFC's grammar, so case does not matter
 * (RFC 5234 section 2.3). Returns: whether @word is one. */
gboolean ph_urgency_from_string (const char *word, PhUrgency *urgency);
