/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include "webpush/findings.h"

/* Judges the framing of a body that is labelled aes128gcm, without a key (RFC
 * 8291 section 4, RFC 8188 section 2.1).
 *
 * @vapid_key: (nullable): the 65 octets of the request's k, whether it signed
 * it or not */
void ph_framing_check (GBytes *body, GBytes *vapid_key, PhFindings *findings);
