/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/tls.h"

#include "core/error.h"
#include "http/file-watch.h"
#include "http/tls-context.h"
#include "http/tls-stream.h"

/* Of the two files: where they are, or what was in them. */
typedef struct
{
  char *certificate_path;
  char *key_path;
  PhPemFile *certificate;
  PhPemFile *key;
} Pair;

struct _PhTls
{
  char *certificate;
  char *key;
  SSL_CTX *context;
  PhFileWatch *watch;

  GCancellable *cancellable; /* of the reading, which may outlive us */
  gboolean reading;
  gboolean changed; /* while it is reading */
  char *trouble;    /* what was told last, until a pair is good again */
};

static Pair *
pair_new (const char *certificate, const char *key)
{
  Pair *pair = g_new0 (Pair, 1);

  pair->certificate_path = g_strdup (certificate);
  pair->key_path = g_strdup (key);
  return pair;
}

static void
pair_free (Pair *pair)
{
  g_free (pair->certificate_path);
  g_free (pair->key_path);
  g_clear_pointer (&pair->certificate, ph_pem_file_free);
  g_clear_pointer (&pair->key, ph_pem_file_free);
  g_free (pair);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pair, pair_free)

static gboolean
pair_read (Pair *pair, GError **error)
{
  pair->certificate = ph_pem_file_read (pair->certificate_path, error);
  if (pair->certificate != NULL)
    pair->key = ph_pem_file_read (pair->key_path, error);

  return pair->key != NULL;
}

static void read_again (PhTls *self);

static void
take_new (PhTls *self, SSL_CTX *context)
{
  SSL_CTX_free (self->context);
  self->context = context;
  g_clear_pointer (&self->trouble, g_free);
  g_message ("%s: read again; new connections have this certificate.",
             self->certificate);
}

static void
keep_old (PhTls *self, const GError *error)
{
  if (g_strcmp0 (self->trouble, error->message) == 0)
    return;

  g_free (self->trouble);
  self->trouble = g_strdup (error->message);
  g_message ("%s The certificate and key from before stay in use.",
             error->message);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PhTls *self = user_data;
  Pair *pair = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean complete = g_task_propagate_boolean (G_TASK (result), &error);
  SSL_CTX *context = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->reading = FALSE;
  if (self->changed)
    {
      read_again (self);
      return;
    }

  if (complete)
    context = ph_tls_context_new (pair->certificate, pair->key, &error);
  if (context != NULL)
    take_new (self, context);
  else
    keep_old (self, error);
}

/* OpenSSL has no part in this: it must not be at work in a thread when the
 * program ends. */
static void
read_in_thread (GTask *task,
                gpointer source,
                gpointer task_data,
                GCancellable *cancellable)
{
  GError *error = NULL;

  if (pair_read (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_again (PhTls *self)
{
  g_autoptr (GTask) task = NULL;

  self->changed = self->reading;
  if (self->reading)
    return;

  self->reading = TRUE;
  task = g_task_new (NULL, self->cancellable, on_read, self);
  g_task_set_task_data (task, pair_new (self->certificate, self->key),
                        (GDestroyNotify) pair_free);
  g_task_run_in_thread (task, read_in_thread);
}

static void
on_changed (gpointer user_data)
{
  read_again (user_data);
}

/* Watched before they are read, so that no change is missed. */
static PhTls *
tls_new (const char *certificate, const char *key)
{
  const char *const paths[] = { certificate, key, NULL };
  PhTls *self = g_new0 (PhTls, 1);

  self->certificate = g_strdup (certificate);
  self->key = g_strdup (key);
  self->cancellable = g_cancellable_new ();
  self->watch = ph_file_watch_new (paths, on_changed, self);
  return self;
}

gboolean
ph_tls_open (const PhSettings *settings, PhTls **tls, GError **error)
{
  g_autoptr (PhTls) self = NULL;
  g_autoptr (Pair) pair = NULL;

  *tls = NULL;
  if (settings->tls_certificate == NULL && settings->tls_key == NULL)
    return TRUE;

  if (settings->tls_certificate == NULL || settings->tls_key == NULL)
    {
      g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                   "HTTPS needs tls-certificate and tls-key; %s is missing.",
                   settings->tls_key == NULL ? "tls-key" : "tls-certificate");
      return FALSE;
    }

  self = tls_new (settings->tls_certificate, settings->tls_key);
  pair = pair_new (self->certificate, self->key);
  if (pair_read (pair, error))
    self->context = ph_tls_context_new (pair->certificate, pair->key, error);
  if (self->context == NULL)
    return FALSE;

  *tls = g_steal_pointer (&self);
  return TRUE;
}

void
ph_tls_free (PhTls *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  ph_file_watch_free (self->watch);
  SSL_CTX_free (self->context);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self->trouble);
  g_free (self);
}

GIOStream *
ph_tls_wrap (PhTls *self, GSocket *socket)
{
  PhTlsSession *session = ph_tls_session_new (self->context, socket);

  return session != NULL ? ph_tls_stream_new (session) : NULL;
}
