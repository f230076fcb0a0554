/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checks over profiles of the Network Visibility Module that compute; the rules that use them stand
 * in schemas/rules/4-nvm.yaml. */
#ifndef ACP_RULES_NVM_H
#define ACP_RULES_NVM_H

#include "check/check.h"

#define ACP_NVM_POLICY "DataCollectionPolicy"

/* nvm.c */
acp_check_function acp_nvm_policies_share_network;
acp_check_function acp_nvm_policy_count;
acp_check_function acp_nvm_field_empty_on_android;
acp_check_function acp_nvm_tnd_duplicate_server;
/* nvm_fields.c */
acp_check_function acp_nvm_field_in_both_lists;
acp_check_function acp_nvm_process_fields_collected;
acp_check_function acp_nvm_exclude_not_resaved;
acp_check_function acp_nvm_correlation_key_missing;
acp_check_function acp_nvm_converted_policy;
/* nvm_filters.c */
acp_check_function acp_nvm_filter_shadowed;
acp_check_function acp_nvm_filter_contradiction;
acp_check_function acp_nvm_filter_ignores_everything;
acp_check_function acp_nvm_filter_host_bits;

bool acp_nvm_is_mobile(const acp_run *run);
/* Value of a child, else what the client takes it to be. */
acp_slice acp_nvm_value(const acp_run *run, const acp_node *parent, const char *name);
/* First child of a name; go on with acp_node_next_same. */
const acp_node *acp_nvm_child(const acp_node *parent, const char *name);

#endif
