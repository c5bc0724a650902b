/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The examples in data/man/pushhub-proxy.7, which PUSHHUB_TEST_MANUAL names. */

/* Returns: (transfer full): what a reader of the page sees between .EX and .EE
 * after the comment "recipe: @name". */
GString *recipe_read (const char *name);

/* Puts @there, which may be "", in every place of @here; there must be one, or
 * the page says something else than the test thinks. */
void recipe_put (GString *recipe, const char *here, const char *there);
