/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

#include <glib.h>

/* The two halves of HKDF with SHA-256 (RFC 5869). They fail only when OpenSSL
 * does, for want of memory or of an algorithm. */

/* Octets of SHA-256, and so of a pseudorandom key. */
#define PH_HKDF_SIZE 32

/* @prk: (out): PH_HKDF_SIZE octets, to be cleared by the caller */
gboolean ph_hkdf_extract (const guint8 *salt,
                          gsize salt_size,
                          const guint8 *ikm,
                          gsize ikm_size,
                          guint8 prk[PH_HKDF_SIZE]) G_GNUC_WARN_UNUSED_RESULT;

/* @info: what the octets are for
 * @okm: (out): @okm_size octets, to be cleared by the caller if they are
 * secret */
gboolean ph_hkdf_expand (const guint8 prk[PH_HKDF_SIZE],
                         gconstpointer info,
                         gsize info_size,
                         guint8 *okm,
                         gsize okm_size) G_GNUC_WARN_UNUSED_RESULT;
