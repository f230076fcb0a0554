/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checks over VPN profiles that compute; the rules that use them stand in schemas/rules/1-vpn.yaml
 * and 8-mobile.yaml. */
#ifndef ACP_RULES_VPN_H
#define ACP_RULES_VPN_H

#include "check/check.h"

/* hosts.c */
acp_check_function acp_host_address_missing;
acp_check_function acp_host_address_malformed;
acp_check_function acp_host_address_link_local;
acp_check_function acp_host_address_not_public;
acp_check_function acp_ip_protocol_excludes_host;
acp_check_function acp_trusted_server_address;
/* sessions.c */
acp_check_function acp_single_logon_no_remote;
acp_check_function acp_activate_on_import_twice;
/* stores.c */
acp_check_function acp_store_value_of_other_platform;
acp_check_function acp_import_store_not_searched;
/* matching.c */
acp_check_function acp_dn_definitions_contradict;
acp_check_function acp_dn_definitions_need_two_values;
acp_check_function acp_match_criterion_duplicate;
/* pinning.c */
acp_check_function acp_pin_single;
acp_check_function acp_pin_duplicate;
/* settings.c */
acp_check_function acp_setting_inactive;
acp_check_function acp_setting_not_on_platform;
/* ondemand.c */
acp_check_function acp_ondemand_never_shadows;

/* The setting at a whole path below the root, "ServerList/HostEntry/HostName" (attributes with @).
 */
acp_setting_id acp_rule_setting(const acp_run *run, const char *path);
/* The first element there, NULL: none; follow ->same. */
const acp_node *acp_rule_first(const acp_run *run, const char *path);
/* Written value, else what the client does without it; for settings that stand once. */
acp_slice acp_rule_value(const acp_run *run, const char *path);
/* Target platforms are named and the one given is not among them. */
bool acp_rule_excludes(const acp_run *run, unsigned platform);
bool acp_rule_valid(const char *type, acp_slice value);
/* Place of a value among those of a setting; -1: it is none of them. */
int acp_rule_value_index(const acp_setting *setting, acp_slice value);
/* Order of two Pin elements by the hash they hold, however it is written; 0: the same pin. */
int acp_pin_order(const acp_node *a, const acp_node *b);
/* Reports with the rule's own detail, its {value} and {name} filled in. */
void acp_rule_report(acp_run *run, const acp_rule *rule, acp_place place);
/* The same about an item of a comma list, with its {item} filled in, too. */
void acp_rule_report_item(acp_run *run, const acp_rule *rule, acp_place place, acp_slice item);
/* Reports one of a pair; detail NULL: the rule's. */
void acp_rule_report_pair(acp_run *run, const acp_rule *rule, acp_place place, acp_place other,
                          const char *other_text, const char *detail);

#endif
