/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "webpush/rule.h"

/* Refused: in every mode, in strict mode, when the body is looked into, never.
 */
#define ALWAYS(n) .status = { n, n, n }
#define STRICT(n) .status = { 0, n, n }
#define BODY(n) .status = { 0, 0, n }
#define NEVER .status = { 0, 0, 0 }

#define TTL_MEND "Send one line like \"TTL: 86400\"."
#define ENCRYPT "Encrypt the message for the app as RFC 8291 says."
#define CREDENTIALS "Send \"Authorization: vapid t=TOKEN, k=KEY\"."
#define KEY "the 65 octets of an uncompressed point on P-256"
#define ORIGIN "the origin of the endpoint's URL in \"aud\""
#define DAY "\"exp\" at most 24 hours ahead"
#define SUBJECT "a \"mailto:\" or \"https:\" URL in \"sub\", not at localhost"

static const PhRuleInfo rules[] = {
  [PH_RULE_TTL_MISSING] = { "ttl-missing", STRICT (400), 111, FALSE, 8030,
                            "5.2", "a TTL in seconds", TTL_MEND },
  [PH_RULE_TTL_SHAPE] = { "ttl-shape", STRICT (400), 111, FALSE, 8030, "5.2",
                          "a whole number of seconds, in digits only",
                          TTL_MEND },
  [PH_RULE_TTL_SIGN] = { "ttl-sign", STRICT (400), 114, FALSE, 8030, "5.2",
                         "a TTL of 0 or more", TTL_MEND },
  [PH_RULE_TTL_REPEATED] = { "ttl-repeated", STRICT (400), 111, FALSE, 8030,
                             "5.2", "one TTL", TTL_MEND },
  [PH_RULE_TTL_CLAMPED] = { "ttl-clamped", NEVER, 0, FALSE, 8030, "5.2",
                            "a TTL the hub allows",
                            "Read the TTL of the answer: it is the one that "
                            "counts." },
  [PH_RULE_URGENCY_REPEATED] = { "urgency-repeated", ALWAYS (400), 400, FALSE,
                                 8030, "5.3", "one value",
                                 "Send one line with one word." },
  [PH_RULE_URGENCY_WORD] = { "urgency-word", STRICT (400), 400, FALSE, 8030,
                             "5.3", "very-low, low, normal or high",
                             "Use one of these words, or leave Urgency out." },
  [PH_RULE_TOPIC_REPEATED] = { "topic-repeated", ALWAYS (400), 113, FALSE, 8030,
                               "5.4", "one topic",
                               "Send one line with one topic." },
  [PH_RULE_TOPIC_EMPTY] = { "topic-empty", STRICT (400), 113, FALSE, 8030,
                            "5.4", "1 to 32 characters",
                            "Leave Topic out when there is none." },
  [PH_RULE_TOPIC_SHAPE] = { "topic-shape", ALWAYS (400), 113, FALSE, 8030,
                            "5.4",
                            "1 to 32 characters of A-Z, a-z, 0-9, - and _",
                            "Use a short name, or a hash in base64url." },
  [PH_RULE_TOPIC_PADDED] = { "topic-padded", NEVER, 0, FALSE, 8030, "5.4",
                             "1 to 32 characters of A-Z, a-z, 0-9, - and _",
                             "Leave the \"=\" at its end away." },

  [PH_RULE_BODY_EMPTY] = { "body-empty", ALWAYS (400), 110, FALSE, 8030, "5",
                           "1 to 4096 octets",
                           "Send something: apps get no empty pushes." },
  [PH_RULE_BODY_LENGTH] = { "body-length", ALWAYS (413), 104, FALSE, 8291, "4",
                            "at most 4096 octets, which are 3993 of text "
                            "before it is encrypted",
                            "Send less, and let the app fetch the rest." },
  [PH_RULE_ENCODING_MISSING] = { "encoding-missing", STRICT (400), 110, FALSE,
                                 8291, "4", "Content-Encoding: aes128gcm",
                                 ENCRYPT },
  [PH_RULE_ENCODING_REPEATED] = { "encoding-repeated", STRICT (400), 110, FALSE,
                                  8291, "4", "one content encoding",
                                  "Send one line with aes128gcm in it." },
  [PH_RULE_ENCODING_AESGCM] = { "encoding-aesgcm", STRICT (400), 110, FALSE,
                                8291, "4", "Content-Encoding: aes128gcm",
                                "aesgcm was a draft, and apps cannot read it "
                                "here: set the library to aes128gcm." },
  [PH_RULE_ENCODING_UNKNOWN] = { "encoding-unknown", STRICT (400), 110, FALSE,
                                 8291, "4", "Content-Encoding: aes128gcm",
                                 "Nothing decodes it on the way: use "
                                 "aes128gcm." },
  [PH_RULE_ENCODING_MIXED] = { "encoding-mixed", STRICT (400), 110, FALSE, 8291,
                               "4",
                               "no Encryption and no \"dh\" with aes128gcm",
                               "Leave the fields of the aesgcm draft away." },
  [PH_RULE_FRAMING_LENGTH] = { "framing-length", BODY (400), 110, FALSE, 8291,
                               "4", "at least 103 octets", ENCRYPT },
  [PH_RULE_FRAMING_PLAIN] = { "framing-plain", BODY (400), 110, FALSE, 8291,
                              "2", "a body that is encrypted as it says",
                              ENCRYPT },
  [PH_RULE_FRAMING_KEY_ID] = { "framing-key-id", BODY (400), 110, FALSE, 8291,
                               "4", "a key id of 65 octets",
                               "Put the sender's public key there." },
  [PH_RULE_FRAMING_KEY] = { "framing-key", BODY (400), 110, FALSE, 8291, "4",
                            KEY, "Put the sender's public key there." },
  [PH_RULE_FRAMING_RECORD_SIZE] = { "framing-record-size", BODY (400), 110,
                                    FALSE, 8188, "2.1",
                                    "a record size of 18 or more",
                                    "Use 4096." },
  [PH_RULE_FRAMING_RECORDS] = { "framing-records", BODY (400), 110, FALSE, 8291,
                                "4", "one record",
                                "Use a record size of 4096." },
  [PH_RULE_FRAMING_RECORD_SIZE_TIGHT] = { "framing-record-size-tight", NEVER, 0,
                                          FALSE, 8291, "4",
                                          "a record size greater than the "
                                          "record",
                                          "Use 4096." },

  /* It is found for restricted registrations only. */
  [PH_RULE_VAPID_MISSING] = { "vapid-missing", ALWAYS (401), 109, FALSE, 8292,
                              "4.2",
                              "the VAPID key that this app registered with",
                              CREDENTIALS },
  [PH_RULE_VAPID_EMPTY] = { "vapid-empty", STRICT (401), 109, FALSE, 8292, "3",
                            "credentials after the scheme", CREDENTIALS },
  [PH_RULE_VAPID_SCHEME] = { "vapid-scheme", STRICT (403), 109, FALSE, 8292,
                             "3", "the scheme vapid", CREDENTIALS },
  [PH_RULE_VAPID_LEGACY] = { "vapid-legacy", STRICT (401), 109, FALSE, 8292,
                             "3", "the scheme vapid", CREDENTIALS },
  [PH_RULE_VAPID_REPEATED] = { "vapid-repeated", STRICT (403), 109, FALSE, 8292,
                               "3", "one Authorization", CREDENTIALS },
  [PH_RULE_VAPID_PARAMETERS] = { "vapid-parameters", ALWAYS (403), 109, TRUE,
                                 8292, "3",
                                 "t and k, each once; with a draft's scheme, "
                                 "p256ecdsa in Crypto-Key",
                                 CREDENTIALS },
  [PH_RULE_VAPID_KEY] = { "vapid-key", ALWAYS (403), 109, TRUE, 8292, "3.2",
                          KEY ", in base64url",
                          "Send the public key of the pair that signs." },
  [PH_RULE_VAPID_KEY_BASE64] = { "vapid-key-base64", STRICT (403), 109, FALSE,
                                 8292, "3.2",
                                 "87 characters of base64url without padding",
                                 "Write - for +, _ for /, and no \"=\"." },
  [PH_RULE_VAPID_KEY_OTHER] = { "vapid-key-other", ALWAYS (403), 109, TRUE,
                                8292, "4.2",
                                "the VAPID key that this app registered with",
                                "Sign with the key whose public half the app "
                                "was given." },
  [PH_RULE_VAPID_KEY_REUSED] = { "vapid-key-reused", STRICT (400), 109, FALSE,
                                 8292, "3.2",
                                 "another key for VAPID than for encryption",
                                 "Make a new key pair for each message." },
  [PH_RULE_VAPID_TOKEN] = { "vapid-token", ALWAYS (403), 109, TRUE, 8292, "2",
                            "a JWT: three parts of base64url, the first two "
                            "of JSON",
                            "Have a library make it." },
  [PH_RULE_VAPID_ALGORITHM] = { "vapid-algorithm", ALWAYS (403), 109, TRUE,
                                8292, "2", "\"alg\" is \"ES256\"",
                                "Sign with ES256." },
  [PH_RULE_VAPID_SIGNATURE] = { "vapid-signature", ALWAYS (403), 109, TRUE,
                                8292, "4.2",
                                "a signature of 64 octets that k verifies",
                                "Sign with the private key that belongs to "
                                "k; r and s, not DER." },
  [PH_RULE_VAPID_AUDIENCE] = { "vapid-audience", ALWAYS (403), 109, TRUE, 8292,
                               "2", ORIGIN,
                               "Use scheme, host and port of the endpoint." },
  [PH_RULE_VAPID_AUDIENCE_FORM] = { "vapid-audience-form", STRICT (403), 109,
                                    FALSE, 8292, "2", ORIGIN ", as it is",
                                    "Use the origin of the endpoint as it "
                                    "stands in its URL." },
  [PH_RULE_VAPID_AUDIENCE_PORT] = { "vapid-audience-port", STRICT (403), 109,
                                    FALSE, 8292, "2", ORIGIN ", with its port",
                                    "Do not leave the port out." },
  [PH_RULE_VAPID_EXPIRY_MISSING] = { "vapid-expiry-missing", ALWAYS (403), 109,
                                     TRUE, 8292, "2", "a number in \"exp\"",
                                     "Say when the token ends, in seconds "
                                     "since 1970." },
  [PH_RULE_VAPID_EXPIRED] = { "vapid-expired", ALWAYS (403), 109, TRUE, 8292,
                              "4.2", "\"exp\" in the future",
                              "Make a new token, and see that the clock is "
                              "right." },
  [PH_RULE_VAPID_EXPIRY_FAR] = { "vapid-expiry-far", ALWAYS (403), 109, TRUE,
                                 8292, "2", DAY,
                                 "Let the token end sooner: 12 hours are "
                                 "usual." },
  [PH_RULE_VAPID_EXPIRY_SKEW] = { "vapid-expiry-skew", STRICT (403), 109, FALSE,
                                  8292, "2", DAY,
                                  "Let the token end sooner, since clocks "
                                  "differ: 12 hours are usual." },
  [PH_RULE_VAPID_SUBJECT_MISSING] = { "vapid-subject-missing", STRICT (403),
                                      109, FALSE, 8292, "2.1", SUBJECT,
                                      "Say whom to ask about this server." },
  [PH_RULE_VAPID_SUBJECT] = { "vapid-subject", STRICT (403), 109, FALSE, 8292,
                              "2.1", SUBJECT,
                              "Say whom to ask about this server." },
};

const PhRuleInfo *
ph_rule_get_info (PhRule rule)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (rules) == PH_N_RULES);

  return &rules[rule];
}
