/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "hub/hub.h"

/* Pushes that the hub could not take, of notifications that another device has
 * taken: the homeserver was told that all is well and does not send them again,
 * so the hub tries, after a pause that grows, until their TTL ends. In memory,
 * and so many at most; a homeserver that sends one device a request never needs
 * this. */
typedef struct _PhMatrixAgain PhMatrixAgain;

#define PH_MATRIX_AGAIN_MAX 100

/* PhPushContent.origin of all that a homeserver sends. */
#define PH_MATRIX_ORIGIN "through the Matrix gateway"

/* Counted: an attempt that is under way outlives its server. @pause is the
 * first one, in milliseconds. */
PhMatrixAgain *ph_matrix_again_new (PhHub *hub, guint pause);
PhMatrixAgain *ph_matrix_again_ref (PhMatrixAgain *again);
void ph_matrix_again_unref (PhMatrixAgain *again);

/* Gives up all of them; what is added from now on, too. */
void ph_matrix_again_close (PhMatrixAgain *again);

/* Its TTL begins now. */
void ph_matrix_again_add (PhMatrixAgain *again,
                          const char *endpoint,
                          const PhPushContent *content);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhMatrixAgain, ph_matrix_again_unref)
