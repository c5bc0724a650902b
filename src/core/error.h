/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The one error domain of pushhub: the few outcomes a caller can act on.
 *
 * Messages are whole English sentences that name what was wrong; the edges
 * hand them on unchanged to the one who asked. http/ maps the codes to
 * statuses, bus/ to UnifiedPush reasons. */
#define PH_ERROR (ph_error_quark ())

typedef enum
{
  PH_ERROR_INVALID,      /* a value breaks a rule; the message names it */
  PH_ERROR_TOO_LARGE,    /* more octets than allowed */
  PH_ERROR_NOT_FOUND,    /* no such endpoint, registration or push */
  PH_ERROR_REMOVED,      /* an endpoint that existed once */
  PH_ERROR_UNAUTHORIZED, /* the caller may not do this */
  PH_ERROR_KEYLESS,      /* a VAPID key is demanded, and none came */
  PH_ERROR_LIMIT,        /* a limit is reached that only the user can mend */
  PH_ERROR_BUSY,         /* too much at once; the same goes through later */
  PH_ERROR_UNAVAILABLE,  /* not now: storage trouble or shutting down */
  PH_ERROR_UNREACHABLE,  /* a receiver that is not there now */
  PH_ERROR_FAILED,       /* everything else, a receiver's own failure too */
} PhError;

GQuark ph_error_quark (void);

/* Whether @error says that nothing has this endpoint (any more). */
gboolean ph_error_is_gone (const GError *error);
