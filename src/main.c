/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#include "serve.h"

#include <locale.h>

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <openssl/crypto.h>
#include <sqlite3.h>

#include "cli/command.h"
#include "cli/verbs.h"

const PhCommand ph_commands[] = {
  { "serve", "", N_ ("Runs the hub in the foreground"), ph_serve_run },
  { "status", "", N_ ("Says whether a hub is running and how it is"),
    ph_status_run },
  { "apps", "", N_ ("Lists what is registered"), ph_apps_run },
  { "listen", "[NAME]", N_ ("Is a sample app: registers and prints each push"),
    ph_listen_run },
  { "send", "APP|URL [BODY]",
    N_ ("Sends a push the way an application server does"), ph_send_run },
  { "explain", "[PUSH]",
    N_ ("Tells what happened to a push, and what is wrong with it"),
    ph_explain_run },
  { "replay", "[PUSH]",
    N_ ("Delivers a push again that its app failed too often"), ph_replay_run },
  { "strict", "APP yes|body|no", N_ ("Refuses what picky push services refuse"),
    ph_strict_run },
  { "unregister", "APP", N_ ("Removes a registration and tells its app"),
    ph_unregister_run },
  { "vapid", "new [FILE]", N_ ("Makes the key pair of an application server"),
    ph_vapid_run },
  { "dev-certificate", "", N_ ("Makes a certificate for HTTPS on this machine"),
    ph_dev_certificate_run },
  { "help", "[VERB]", N_ ("Explains the verbs"), ph_help_run },
  { NULL },
};

static int
print_versions (void)
{
  g_print ("pushhub %s\n", PH_VERSION);
  g_print ("GLib %u.%u.%u\n", glib_major_version, glib_minor_version,
           glib_micro_version);
  g_print ("libsoup %u.%u.%u\n", soup_get_major_version (),
           soup_get_minor_version (), soup_get_micro_version ());
  g_print ("json-glib %s\n", JSON_VERSION_S);
  g_print ("SQLite %s\n", sqlite3_libversion ());
  g_print ("%s\n", OpenSSL_version (OPENSSL_VERSION));
  return PH_EXIT_DONE;
}

static int
run_verb (const char *verb, int argc, char **argv)
{
  const PhCommand *command = ph_command_find (ph_commands, verb);
  g_autofree char **arguments = NULL;

  if (command == NULL)
    return ph_help_wrong_verb (verb);

  /* A copy: parsing the options changes it. */
  arguments = g_memdup2 (argv, sizeof *argv * ((gsize) argc + 1));
  arguments[0] = (char *) command->name;
  return command->run (argc, arguments);
}

int
main (int argc, char **argv)
{
  const char *first = argc > 1 ? argv[1] : "";

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, PH_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (g_str_equal (first, "--version"))
    return print_versions ();
  if (g_str_equal (first, "--help") || g_str_equal (first, "-h"))
    return run_verb ("help", 1, argv);
  if (first[0] == '\0' || first[0] == '-')
    return run_verb ("status", argc, argv);

  return run_verb (first, argc - 1, argv + 1);
}
