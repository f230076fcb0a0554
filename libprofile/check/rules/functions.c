/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The functions a rule can name as `check:`. */
#include "check/rules/common.h"
#include "check/rules/mgmt.h"
#include "check/rules/policy.h"
#include "check/rules/vpn.h"

const acp_check_row acp_check_functions[] = {
    {"activate_on_import_twice", acp_activate_on_import_twice},
    {"dn_definitions_contradict", acp_dn_definitions_contradict},
    {"dn_definitions_need_two_values", acp_dn_definitions_need_two_values},
    {"file_in_wrong_directory", acp_file_in_wrong_directory},
    {"file_name_not_read", acp_file_name_not_read},
    {"host_address_link_local", acp_host_address_link_local},
    {"host_address_malformed", acp_host_address_malformed},
    {"host_address_missing", acp_host_address_missing},
    {"host_address_not_public", acp_host_address_not_public},
    {"import_store_not_searched", acp_import_store_not_searched},
    {"ip_protocol_excludes_host", acp_ip_protocol_excludes_host},
    {"management_file_name", acp_management_file_name},
    {"management_forced_value", acp_management_forced_value},
    {"management_values_absent", acp_management_values_absent},
    {"match_criterion_duplicate", acp_match_criterion_duplicate},
    {"ondemand_never_shadows", acp_ondemand_never_shadows},
    {"orginfo_key_missing", acp_orginfo_key_missing},
    {"pin_duplicate", acp_pin_duplicate},
    {"pin_single", acp_pin_single},
    {"placeholder_outside_enrollment", acp_placeholder_outside_enrollment},
    {"placeholder_unresolved", acp_placeholder_unresolved},
    {"posture_server_not_allowed", acp_posture_server_not_allowed},
    {"profile_as_schema_file", acp_profile_as_schema_file},
    {"schema_location_misspelled", acp_schema_location_misspelled},
    {"schema_location_wrong_pair", acp_schema_location_wrong_pair},
    {"setting_inactive", acp_setting_inactive},
    {"setting_not_on_platform", acp_setting_not_on_platform},
    {"single_logon_no_remote", acp_single_logon_no_remote},
    {"store_value_of_other_platform", acp_store_value_of_other_platform},
    {"swg_override_key_unknown", acp_swg_override_key_unknown},
    {"swg_override_present", acp_swg_override_present},
    {"transforms_commented_live", acp_transforms_commented_live},
    {"transforms_directory_singular", acp_transforms_directory_singular},
    {"transforms_line_split", acp_transforms_line_split},
    {"transforms_on_windows", acp_transforms_on_windows},
    {"transforms_root_name", acp_transforms_root_name},
    {"trusted_server_address", acp_trusted_server_address},
    {"umbrella_ise_file_name", acp_umbrella_ise_file_name},
    {"umbrella_unsupported_platform", acp_umbrella_unsupported_platform},
    {NULL, NULL},
};
