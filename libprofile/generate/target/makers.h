/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The functions that make the files of targets, each in a file of its own. */
#ifndef ACP_TARGET_MAKERS_H
#define ACP_TARGET_MAKERS_H

#include "generate/target/target.h"

acp_target_each acp_tree_each;
acp_target_make acp_tree_make;
acp_target_make acp_predeploy_make;
acp_target_make acp_gpo_make;
acp_target_make acp_intune_make;
acp_target_check acp_mobileconfig_check;
acp_target_each acp_mobileconfig_each;
acp_target_make acp_mobileconfig_make;
acp_target_make acp_shell_make;
acp_target_make acp_ansible_make;
acp_target_make acp_android_make;
acp_target_make acp_chromeos_make;
acp_target_make acp_links_make;

#endif
