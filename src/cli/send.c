/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "cli/verbs.h"

#include "cli/app.h"
#include "cli/body.h"
#include "cli/command.h"
#include "cli/hub-proxy.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/post.h"
#include "cli/report.h"
#include "cli/send-answer.h"
#include "cli/send-vapid.h"
#include "cli/subscription-keys.h"
#include "cli/trust.h"
#include "core/error.h"
#include "webpush/message-crypto.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

/* What the UnifiedPush gateways ask for. */
#define TTL_DEFAULT (24 * 60 * 60)
/* How long a server may take to answer, in seconds, unless --timeout says. */
#define ANSWER_TIME 60

static struct
{
  char **arguments;
  char *file;
  gint64 ttl;
  char *urgency;
  char *topic;
  const char *encrypt[2]; /* KEY and AUTH */
  char *encrypt_alone;    /* KEY without AUTH */
  char *vapid;            /* file of the private key */
  char *subject;
  int count;
  gboolean wait;
  double timeout;
} options = { .ttl = TTL_DEFAULT, .count = 1 };

static const GOptionEntry entries[] = {
  { "file", 0, 0, G_OPTION_ARG_FILENAME, &options.file,
    N_ ("Send what is in FILE"), N_ ("FILE") },
  { "ttl", 0, 0, G_OPTION_ARG_INT64, &options.ttl,
    N_ ("Seconds the push may wait for the app (86400)"), N_ ("N") },
  { "urgency", 0, 0, G_OPTION_ARG_STRING, &options.urgency,
    N_ ("very-low, low, normal or high"), N_ ("WORD") },
  { "topic", 0, 0, G_OPTION_ARG_STRING, &options.topic,
    N_ ("Replace a waiting push of this topic"), N_ ("NAME") },
  { "encrypt", 0, 0, G_OPTION_ARG_STRING, &options.encrypt_alone,
    N_ ("Encrypt it for the app with these keys"), N_ ("KEY AUTH") },
  { "vapid", 0, 0, G_OPTION_ARG_FILENAME, &options.vapid,
    N_ ("Sign it as the sender with this private key"), N_ ("KEYFILE") },
  { "subject", 0, 0, G_OPTION_ARG_STRING, &options.subject,
    N_ ("Whom the signature names (mailto:pushhub@example.org)"), N_ ("URL") },
  { "count", 0, 0, G_OPTION_ARG_INT, &options.count,
    N_ ("Send it N times, one after the other"), N_ ("N") },
  { "wait", 0, 0, G_OPTION_ARG_NONE, &options.wait,
    N_ ("Wait until the app has acknowledged each push"), NULL },
  { "timeout", 0, 0, G_OPTION_ARG_DOUBLE, &options.timeout,
    N_ ("Wait at most this long for each answer"), N_ ("SECONDS") },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.arguments,
    NULL, NULL },
  { NULL },
};

/* What is to be sent, and how. */
typedef struct
{
  PhPost post;
  GBytes *text;             /* the body, as it was given */
  PhSubscriptionKeys *keys; /* to encrypt it with, or NULL */
  PhEcKey *vapid;           /* to sign it with, or NULL */
  char *endpoint;
  char *authorization; /* or NULL */
  PhDBusManager1 *hub; /* NULL when it is not needed */
} Sending;

static void
sending_clear (Sending *sending)
{
  g_clear_pointer (&sending->text, g_bytes_unref);
  g_clear_pointer (&sending->keys, ph_subscription_keys_free);
  g_clear_pointer (&sending->vapid, ph_ec_key_free);
  g_clear_pointer (&sending->endpoint, g_free);
  g_clear_pointer (&sending->authorization, g_free);
  g_clear_object (&sending->hub);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sending, sending_clear)

static gboolean
check_options (const char *verb)
{
  if (!ph_options_check_count (verb, options.arguments, 1, 2))
    return FALSE;

  if (options.ttl < 0)
    ph_report_usage (verb, _ ("--ttl: must be 0 or more seconds."));
  else if (options.count < 1)
    ph_report_usage (verb, _ ("--count: must be at least 1."));
  else if (!(options.timeout >= 0 && options.timeout <= G_MAXINT / 1000))
    ph_report_usage (verb, _ ("--timeout: must be a number of seconds."));
  else if (options.file != NULL && options.arguments[1] != NULL)
    ph_report_usage (verb, _ ("The body is given twice, with --file too."));
  else if (options.file == NULL && options.arguments[1] == NULL &&
           isatty (STDIN_FILENO))
    ph_report_usage (verb, _ ("There is no body to send."));
  else if (options.encrypt_alone != NULL)
    ph_report_usage (verb, _ ("--encrypt: AUTH is missing after KEY."));
  else
    return ph_send_check_vapid (verb, options.vapid, options.subject);

  return FALSE;
}

static gboolean
is_url (const char *target)
{
  return strstr (target, "://") != NULL;
}

/* Returns: (transfer full): the endpoint that @target is or has. */
static char *
find_endpoint (PhDBusManager1 *hub, const char *target, GError **error)
{
  g_autoptr (GPtrArray) apps = NULL;
  const PhApp *app = NULL;

  if (is_url (target))
    return g_strdup (target);

  apps = ph_hub_proxy_list_apps (hub, error);
  if (apps != NULL)
    app = ph_apps_find (apps, target, error);

  return app != NULL ? g_strdup (app->endpoint) : NULL;
}

/* Encrypted anew for each push, as servers do.
 *
 * Returns: (transfer full): what goes to the server. */
static GBytes *
make_body (const Sending *sending, GError **error)
{
  const PhSubscriptionKeys *keys = sending->keys;

  if (keys == NULL)
    return g_bytes_ref (sending->text);

  return ph_message_encrypt (sending->text, keys->p256dh, keys->auth, NULL,
                             error);
}

static int
send_once (const Sending *sending, SoupSession *session)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = make_body (sending, &error);
  g_autoptr (PhAnswer) answer = NULL;
  PhPost post = sending->post;

  if (error != NULL && g_error_matches (error, PH_ERROR, PH_ERROR_TOO_LARGE))
    return ph_report_usage ("send", "%s", error->message);
  if (body == NULL)
    return ph_report_error (error);

  post.body = body;
  answer = ph_post_send (&post, session, &error);
  if (answer == NULL)
    return ph_trust_report_error (error);

  return ph_send_finish (answer, options.wait ? sending->hub : NULL);
}

static int
send_all (const Sending *sending)
{
  g_autoptr (SoupSession) session = ph_post_create_session (
      options.timeout > 0 ? (guint) options.timeout + 1 : ANSWER_TIME);
  g_autoptr (GError) error = NULL;
  gboolean progress = options.count > 1 && ph_output_shows_progress ();
  int status = PH_EXIT_DONE;

  if (!ph_trust_apply (session, &error))
    return ph_report_error (error);

  for (int i = 1; i <= options.count && status == PH_EXIT_DONE; i++)
    {
      if (progress)
        g_printerr ("\r%d/%d", i, options.count);
      status = send_once (sending, session);
      if (ph_output_is_closed ())
        break;
    }
  if (progress)
    g_printerr ("\n");

  return status;
}

/* A hub is needed to find an app and to wait, not to send to a URL.
 *
 * Returns: FALSE and sets @error when it is needed and not there. */
static gboolean
connect_hub (PhDBusManager1 **hub, GError **error)
{
  if (is_url (options.arguments[0]) && !options.wait)
    return TRUE;

  *hub = ph_hub_proxy_new (error);
  if (*hub == NULL)
    return FALSE;

  g_dbus_proxy_set_default_timeout (
      G_DBUS_PROXY (*hub),
      options.timeout > 0 ? (int) (options.timeout * 1000) : G_MAXINT);
  return TRUE;
}

/* Returns: FALSE when they are wrong, which has been reported then. */
static gboolean
read_keys (const char *verb, PhSubscriptionKeys **keys)
{
  g_autoptr (GError) error = NULL;

  if (options.encrypt[0] == NULL)
    return TRUE;

  *keys = ph_subscription_keys_read (options.encrypt[0], options.encrypt[1],
                                     &error);
  if (*keys == NULL)
    ph_report_usage (verb, "--encrypt: %s", error->message);
  return *keys != NULL;
}

/* Returns: FALSE and sets @error when what is asked for cannot be sent. */
static gboolean
fill_post (Sending *sending, GError **error)
{
  PhPost *post = &sending->post;

  post->endpoint = sending->endpoint;
  post->ttl = options.ttl;
  post->urgency = options.urgency;
  post->topic = options.topic;
  post->coding = sending->keys != NULL ? "aes128gcm" : NULL;
  if (!ph_post_check (post, error))
    return FALSE;
  if (sending->vapid == NULL)
    return TRUE;

  sending->authorization = ph_send_authorize (post->endpoint, options.subject,
                                              sending->vapid, error);
  post->authorization = sending->authorization;
  return sending->authorization != NULL;
}

static int
run (const char *verb, Sending *sending)
{
  g_autoptr (GError) error = NULL;

  if (connect_hub (&sending->hub, &error))
    sending->endpoint =
        find_endpoint (sending->hub, options.arguments[0], &error);
  if (sending->endpoint != NULL)
    sending->text = ph_body_read (options.file, options.arguments[1], &error);
  if (sending->text == NULL)
    return ph_report_error (error);

  if (fill_post (sending, &error))
    return send_all (sending);

  return g_error_matches (error, PH_ERROR, PH_ERROR_INVALID) ?
             ph_report_usage (verb, "%s", error->message) :
             ph_report_error (error);
}

int
ph_send_run (int argc, char **argv)
{
  g_auto (Sending) sending = { 0 };
  int status;

  ph_options_take_pair (&argc, argv, "--encrypt", options.encrypt);
  if (!ph_options_parse (entries, argc, argv) || !check_options (argv[0]) ||
      !read_keys (argv[0], &sending.keys))
    return PH_EXIT_USAGE;

  status = ph_send_read_vapid_key (options.vapid, &sending.vapid);
  return status == PH_EXIT_DONE ? run (argv[0], &sending) : status;
}
