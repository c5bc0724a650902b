/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/tls.h"

#include "core/error.h"
#include "http/file-watch.h"
#include "http/tls-context.h"
#include "http/tls-stream.h"

typedef struct
{
  char *certificate;
  char *key;
} Pair;

struct _PhTls
{
  Pair pair;
  SSL_CTX *context;
  PhFileWatch *watch;

  GCancellable *cancellable; /* of the loading, which outlives us */
  gboolean loading;
  gboolean changed; /* while it is loading */
  char *trouble;    /* what was told last, until a pair is good again */
};

static void load_again (PhTls *self);

static void
take_new (PhTls *self, SSL_CTX *context)
{
  SSL_CTX_free (self->context);
  self->context = context;
  g_clear_pointer (&self->trouble, g_free);
  g_message ("%s: read again; new connections have this certificate.",
             self->pair.certificate);
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
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PhTls *self = user_data;
  g_autoptr (GError) error = NULL;
  SSL_CTX *context = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->loading = FALSE;
  if (self->changed)
    {
      g_clear_pointer (&context, SSL_CTX_free);
      load_again (self);
    }
  else if (context != NULL)
    take_new (self, context);
  else
    keep_old (self, error);
}

static void
load_in_thread (GTask *task,
                gpointer source,
                gpointer task_data,
                GCancellable *cancellable)
{
  const Pair *pair = task_data;
  g_autoptr (GError) error = NULL;
  SSL_CTX *context = ph_tls_context_new (pair->certificate, pair->key, &error);

  if (context != NULL)
    g_task_return_pointer (task, context, (GDestroyNotify) SSL_CTX_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
pair_free (gpointer data)
{
  Pair *pair = data;

  g_free (pair->certificate);
  g_free (pair->key);
  g_free (pair);
}

static void
load_again (PhTls *self)
{
  g_autoptr (GTask) task = NULL;
  Pair *pair;

  self->changed = self->loading;
  if (self->loading)
    return;

  self->loading = TRUE;
  pair = g_new0 (Pair, 1);
  pair->certificate = g_strdup (self->pair.certificate);
  pair->key = g_strdup (self->pair.key);
  task = g_task_new (NULL, self->cancellable, on_loaded, self);
  g_task_set_task_data (task, pair, pair_free);
  g_task_run_in_thread (task, load_in_thread);
}

static void
on_changed (gpointer user_data)
{
  load_again (user_data);
}

/* Watched before they are read, so that no change is missed. */
static PhTls *
tls_new (const char *certificate, const char *key)
{
  const char *const paths[] = { certificate, key, NULL };
  PhTls *self = g_new0 (PhTls, 1);

  self->pair.certificate = g_strdup (certificate);
  self->pair.key = g_strdup (key);
  self->cancellable = g_cancellable_new ();
  self->watch = ph_file_watch_new (paths, on_changed, self);
  return self;
}

gboolean
ph_tls_open (const PhSettings *settings, PhTls **tls, GError **error)
{
  g_autoptr (PhTls) self = NULL;

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
  self->context =
      ph_tls_context_new (self->pair.certificate, self->pair.key, error);
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
  g_free (self->pair.certificate);
  g_free (self->pair.key);
  g_free (self->trouble);
  g_free (self);
}

GIOStream *
ph_tls_wrap (PhTls *self, GSocket *socket)
{
  PhTlsSession *session = ph_tls_session_new (self->context, socket);

  return session != NULL ? ph_tls_stream_new (session) : NULL;
}
