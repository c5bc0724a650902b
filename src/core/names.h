/* SPDX-FileCopyrightText: pushhub contributors
 * SPDX-License-Identifier: MIT
 */

#pragma once

/* Every name the hub is known by, in one place. A second, named instance adds
 * a suffix to the bus names and a sub-directory to the paths. */

#define PH_DISTRIBUTOR_PREFIX "org.unifiedpush.Distributor."
#define PH_DISTRIBUTOR_NAME PH_DISTRIBUTOR_PREFIX "pushhub"
#define PH_DISTRIBUTOR_PATH "/org/unifiedpush/Distributor"
#define PH_DISTRIBUTOR1_INTERFACE "org.unifiedpush.Distributor1"
#define PH_DISTRIBUTOR2_INTERFACE "org.unifiedpush.Distributor2"

#define PH_CONNECTOR_PATH "/org/unifiedpush/Connector"
#define PH_CONNECTOR1_INTERFACE "org.unifiedpush.Connector1"
#define PH_CONNECTOR2_INTERFACE "org.unifiedpush.Connector2"

#define PH_MANAGER_NAME "org.pushhub.Pushhub"
#define PH_MANAGER_PATH "/org/pushhub/Manager"
#define PH_MANAGER_INTERFACE "org.pushhub.Manager1"
#define PH_MANAGER_ERROR_PREFIX "org.pushhub.Error."

#define PH_STATE_DIRECTORY "pushhub" /* below $XDG_STATE_HOME */
#define PH_DATABASE_FILE "pushhub.db"
#define PH_CONFIG_FILE "pushhub/pushhub.conf" /* below the config dirs */

/* Words of the UnifiedPush D-Bus specification. */
#define PH_REGISTRATION_SUCCEEDED "REGISTRATION_SUCCEEDED"
#define PH_REGISTRATION_FAILED "REGISTRATION_FAILED"
