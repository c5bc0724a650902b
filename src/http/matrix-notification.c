/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "http/matrix-notification.h"

#include "core/error.h"
#include "core/json-find.h"

#define QUOTES 2 /* of an empty string */

/* Finds the one member @name of @object, of @kind; @noun says what that is. */
static gboolean
find_one (const PhJsonScanner *object,
          const char *name,
          PhJsonKind kind,
          PhJsonScanner *value,
          GError **error)
{
  static const char *const nouns[] = {
    [PH_JSON_OBJECT] = "an object",
    [PH_JSON_ARRAY] = "an array",
    [PH_JSON_STRING] = "a string",
  };
  guint found = ph_json_find (object, name, value);

  if (found == 1 && value->token.kind == kind)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "\"%s\" must be there, once, and be %s.", name, nouns[kind]);
  return FALSE;
}

/* The same for what may be missing: @text is NULL if it is no string, too, or
 * an empty one. */
static gboolean
find_text (const PhJsonScanner *object,
           const char *name,
           PhJsonScanner *value,
           const PhJsonToken **text,
           GError **error)
{
  guint found = ph_json_find (object, name, value);

  *text = found == 1 && value->token.kind == PH_JSON_STRING &&
                  value->token.length > QUOTES ?
              &value->token :
              NULL;
  if (found <= 1)
    return TRUE;

  g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
               "\"%s\" must be there once at most.", name);
  return FALSE;
}

static char *
copy_text (const PhJsonToken *text)
{
  return g_strndup (text->text, text->length);
}

static gboolean
read_device (PhMatrixNotification *self,
             const PhJsonScanner *device,
             GError **error)
{
  PhJsonScanner pushkey;

  if (device->token.kind != PH_JSON_OBJECT)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                         "Each of \"devices\" must be an object.");
  else if (self->pushkeys->len == PH_MATRIX_DEVICES_MAX)
    g_set_error (error, PH_ERROR, PH_ERROR_INVALID,
                 "\"devices\" must be %d at most.", PH_MATRIX_DEVICES_MAX);
  else if (!find_one (device, "pushkey", PH_JSON_STRING, &pushkey, error))
    return FALSE;
  else if (pushkey.token.length == QUOTES)
    g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                         "\"pushkey\" must not be empty.");
  else
    {
      g_ptr_array_add (self->pushkeys, copy_text (&pushkey.token));
      return TRUE;
    }

  return FALSE;
}

static gboolean
read_devices (PhMatrixNotification *self,
              const PhJsonScanner *notification,
              GError **error)
{
  PhJsonScanner at;

  if (!find_one (notification, "devices", PH_JSON_ARRAY, &at, error))
    return FALSE;

  while (ph_json_scanner_next (&at) && at.token.kind != PH_JSON_ARRAY_END)
    {
      if (!read_device (self, &at, error))
        return FALSE;
      ph_json_skip (&at);
    }

  if (self->pushkeys->len > 0)
    return TRUE;

  g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                       "\"devices\" must not be empty.");
  return FALSE;
}

static gboolean
read_event (PhMatrixNotification *self,
            const PhJsonScanner *notification,
            GError **error)
{
  PhJsonScanner value;
  const PhJsonToken *text;

  if (!find_text (notification, "event_id", &value, &text, error))
    return FALSE;

  self->event_id = text != NULL ? copy_text (text) : NULL;
  if (!find_text (notification, "prio", &value, &text, error))
    return FALSE;

  self->urgency = text != NULL && ph_json_token_is (text, "low") ?
                      PH_URGENCY_LOW :
                      PH_URGENCY_HIGH;
  return TRUE;
}

static gboolean
read_document (PhMatrixNotification *self,
               PhJsonScanner *document,
               GError **error)
{
  PhJsonScanner notification;

  if (!ph_json_scanner_next (document) ||
      document->token.kind != PH_JSON_OBJECT)
    {
      g_set_error_literal (error, PH_ERROR, PH_ERROR_INVALID,
                           "The body must be an object.");
      return FALSE;
    }

  return find_one (document, "notification", PH_JSON_OBJECT, &notification,
                   error) &&
         read_devices (self, &notification, error) &&
         read_event (self, &notification, error);
}

PhMatrixNotification *
ph_matrix_notification_parse (const char *text, gsize size, GError **error)
{
  g_autoptr (PhMatrixNotification) self = g_new0 (PhMatrixNotification, 1);
  PhJsonScanner document;

  self->pushkeys = g_ptr_array_new_with_free_func (g_free);
  ph_json_scanner_init (&document, text, size);
  return read_document (self, &document, error) ? g_steal_pointer (&self) :
                                                  NULL;
}

void
ph_matrix_notification_free (PhMatrixNotification *self)
{
  g_ptr_array_unref (self->pushkeys);
  g_free (self->event_id);
  g_free (self);
}
