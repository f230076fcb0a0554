/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checks of families 3, 5 and 7 that compute: installer transforms, ISE posture, Umbrella. */
#ifndef ACP_RULES_POLICY_H
#define ACP_RULES_POLICY_H

#include "check/check.h"

/* transforms.c */
acp_check_function acp_transforms_line_split;
acp_check_function acp_transforms_commented_live;
acp_check_function acp_transforms_directory_singular;
acp_check_function acp_transforms_on_windows;
acp_check_function acp_transforms_root_name;
/* posture.c */
acp_check_function acp_posture_server_not_allowed;
/* umbrella.c */
acp_check_function acp_orginfo_key_missing;
acp_check_function acp_umbrella_ise_file_name;
acp_check_function acp_umbrella_unsupported_platform;
acp_check_function acp_swg_override_present;
acp_check_function acp_swg_override_key_unknown;

#endif
