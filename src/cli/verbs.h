/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

/* The verbs, as the table in main.c lists them: each takes its arguments,
 * beginning with its own name, and returns the exit status. */
int ph_apps_run (int argc, char **argv);
int ph_dev_certificate_run (int argc, char **argv);
int ph_explain_run (int argc, char **argv);
int ph_help_run (int argc, char **argv);
int ph_listen_run (int argc, char **argv);
int ph_replay_run (int argc, char **argv);
int ph_send_run (int argc, char **argv);
int ph_status_run (int argc, char **argv);
int ph_strict_run (int argc, char **argv);
int ph_unregister_run (int argc, char **argv);
int ph_vapid_run (int argc, char **argv);

/* Reports that there is no verb @name, with a hint at the nearest one, and
 * returns the exit status. */
int ph_help_wrong_verb (const char *name);
