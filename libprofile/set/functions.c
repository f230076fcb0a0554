/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The check functions over sets, by the names rules call them; one block for each file of rules/.
 */
#include "set/rules/checks.h"

const acp_set_row acp_set_functions[] = {
    /* asa_crypto.c */
    {"asa_dhe_before_9_2", acp_asa_dhe_before_9_2},
    {"asa_ssl_des_only", acp_asa_ssl_des_only},
    {"ikev2_gcm_integrity_not_null", acp_ikev2_gcm_integrity_not_null},
    {"ikev2_policy_mixes_modes", acp_ikev2_policy_mixes_modes},
    {"ipsec_proposal_mixed_without_integrity", acp_ipsec_proposal_mixed_without_integrity},
    /* asa_always_on.c */
    {"always_on_disabled_by_group_policy", acp_always_on_disabled_by_group_policy},
    {"always_on_saml_no_hosts", acp_always_on_saml_no_hosts},
    {"client_firewall_rule_inactive", acp_client_firewall_rule_inactive},
    {"load_balancing_list_missing", acp_load_balancing_list_missing},

    /* asa_custom.c */
    {"asa_custom_attribute_misspelt", acp_asa_custom_attribute_misspelt},
    {"asa_custom_attribute_undefined", acp_asa_custom_attribute_undefined},
    {"asa_custom_attribute_unused", acp_asa_custom_attribute_unused},
    {"asa_custom_attribute_value", acp_asa_custom_attribute_value},
    {"asa_custom_value_too_long", acp_asa_custom_value_too_long},
    {"asa_local_profile_alternative_ignored", acp_asa_local_profile_alternative_ignored},

    /* asa_dns.c */
    {"asa_ios_split_dns_all_clear", acp_asa_ios_split_dns_all_clear},
    {"asa_ios_split_dns_inherited", acp_asa_ios_split_dns_inherited},
    {"split_dns_exclude_too_many", acp_split_dns_exclude_too_many},
    {"split_dns_exclude_without_split_exclude", acp_split_dns_exclude_without_split_exclude},
    {"split_dns_include_and_exclude_mixed", acp_split_dns_include_and_exclude_mixed},
    {"split_dns_limited_on_linux", acp_split_dns_limited_on_linux},
    {"split_dns_one_protocol_on_macos", acp_split_dns_one_protocol_on_macos},
    {"split_dns_with_all_dns_tunnelled", acp_split_dns_with_all_dns_tunnelled},
    {"split_dns_without_dns_server", acp_split_dns_without_dns_server},
    {"split_dns_without_split_include", acp_split_dns_without_split_include},
    {"split_tunnel_dns_may_leave_tunnel", acp_split_tunnel_dns_may_leave_tunnel},

    /* asa_dynamic.c */
    {"asa_dynamic_enhanced_include", acp_asa_dynamic_enhanced_include},
    {"asa_dynamic_exclude_split_include", acp_asa_dynamic_exclude_split_include},
    {"asa_dynamic_include_without_split_include", acp_asa_dynamic_include_without_split_include},
    {"asa_dynamic_split_families", acp_asa_dynamic_split_families},
    {"asa_dynamic_split_platform", acp_asa_dynamic_split_platform},
    {"enhanced_split_list_without_effect", acp_enhanced_split_list_without_effect},

    /* asa_dynamic_lists.c */
    {"asa_dynamic_split_redundant", acp_asa_dynamic_split_redundant},
    {"dynamic_split_entry_malformed", acp_dynamic_split_entry_malformed},
    {"dynamic_split_list_too_long", acp_dynamic_split_list_too_long},
    {"split_domain_wildcard", acp_split_domain_wildcard},

    /* asa_firewall.c */
    {"asa_firewall_global_not_last", acp_asa_firewall_global_not_last},
    {"asa_firewall_one_direction", acp_asa_firewall_one_direction},
    {"asa_firewall_protocol", acp_asa_firewall_protocol},
    {"asa_firewall_source_ip", acp_asa_firewall_source_ip},

    /* asa_mobile.c */
    {"asa_group_name_special_characters", acp_asa_group_name_special_characters},
    {"asa_mobile_homepage_ignored", acp_asa_mobile_homepage_ignored},
    {"asa_perapp_asa_too_old", acp_asa_perapp_asa_too_old},
    {"asa_perapp_value_not_base64", acp_asa_perapp_value_not_base64},

    /* asa_nat.c */
    {"asa_client_pool_without_nat_exemption", acp_asa_client_pool_without_nat_exemption},

    /* asa_packages.c */
    {"asa_image_several", acp_asa_image_several},
    {"asa_module_without_profile", acp_asa_module_without_profile},
    {"asa_profile_without_image", acp_asa_profile_without_image},
    {"asa_profile_without_module", acp_asa_profile_without_module},

    /* asa_posture.c */
    {"asa_posture_without_image", acp_asa_posture_without_image},
    {"hostscan_image_opswat_v2", acp_hostscan_image_opswat_v2},
    {"ise_and_firewall_posture_together", acp_ise_and_firewall_posture_together},
    {"posture_root_actions_need_predeployment", acp_posture_root_actions_need_predeployment},
    /* asa_logon.c */
    {"allow_remote_users_full_tunnel", acp_allow_remote_users_full_tunnel},
    {"saml_with_start_before_login", acp_saml_with_start_before_login},
    {"sbl_module_without_profile_setting", acp_sbl_module_without_profile_setting},
    {"sbl_posture_not_predeployed", acp_sbl_posture_not_predeployed},
    {"sbl_profile_setting_without_module", acp_sbl_profile_setting_without_module},

    /* asa_mgmt.c */
    {"mgmt_auth_not_certificate", acp_mgmt_auth_not_certificate},
    {"mgmt_banner", acp_mgmt_banner},
    {"mgmt_family_dropped", acp_mgmt_family_dropped},
    {"mgmt_group_url_mismatch", acp_mgmt_group_url_mismatch},
    {"mgmt_private_proxy", acp_mgmt_private_proxy},
    {"mgmt_split_not_include", acp_mgmt_split_not_include},

    /* asa_mgmt_ca.c */
    {"mgmt_ca_not_on_asa", acp_mgmt_ca_not_on_asa},

    /* asa_mgmt_users.c */
    {"mgmt_first_download_needs_ssl", acp_mgmt_first_download_needs_ssl},
    {"mgmt_group_policy_other_profiles", acp_mgmt_group_policy_other_profiles},
    {"mgmt_not_in_user_group_policy", acp_mgmt_not_in_user_group_policy},
    {"mgmt_shared_with_users", acp_mgmt_shared_with_users},

    /* asa_preferences.c */
    {"authentication_timeout_ignored", acp_authentication_timeout_ignored},
    {"ogs_reauthentication", acp_ogs_reauthentication},
    {"ogs_with_proxy_detection", acp_ogs_with_proxy_detection},
    {"proxy_ignore_cancels_headend", acp_proxy_ignore_cancels_headend},
    {"proxy_no_modify_blocks_apps", acp_proxy_no_modify_blocks_apps},

    /* asa_profiles.c */
    {"bypass_downloader_no_local_profile", acp_bypass_downloader_no_local_profile},
    {"headend_profile_differs", acp_headend_profile_differs},
    {"profile_not_on_headend", acp_profile_not_on_headend},
    {"tnd_profile_names_differ", acp_tnd_profile_names_differ},
    /* asa_references.c */
    {"asa_reference_undefined", acp_asa_reference_undefined},

    /* asa_saml.c */
    {"saml_force_reauthentication_without_effect", acp_saml_force_reauthentication_without_effect},
    {"saml_old_asa_native_browser", acp_saml_old_asa_native_browser},
    {"saml_reauthentication_needs_reconnect_after_resume",
     acp_saml_reauthentication_needs_reconnect_after_resume},
    {"saml_single_logout_on_mobile", acp_saml_single_logout_on_mobile},
    {"saml_without_ntp", acp_saml_without_ntp},

    /* asa_scep.c */
    {"certificate_only_groups_without_group_url", acp_certificate_only_groups_without_group_url},
    {"scep_authentication_not_aaa_and_certificate",
     acp_scep_authentication_not_aaa_and_certificate},
    {"scep_enrollment_without_forwarding_url", acp_scep_enrollment_without_forwarding_url},
    {"scep_enrollment_without_group_url", acp_scep_enrollment_without_group_url},
    {"scep_forwarding_url_unused", acp_scep_forwarding_url_unused},
    {"scep_group_policy_without_profile", acp_scep_group_policy_without_profile},

    /* asa_sdi.c */
    {"sdi_message_code_unknown", acp_sdi_message_code_unknown},
    {"sdi_message_is_substring", acp_sdi_message_is_substring},
    {"sdi_messages_not_enabled", acp_sdi_messages_not_enabled},

    /* asa_sessions.c */
    {"asa_dpd_client", acp_asa_dpd_client},
    {"asa_session_timeout", acp_asa_session_timeout},

    /* asa_split.c */
    {"asa_acl_wildcard_mask", acp_asa_acl_wildcard_mask},
    {"asa_any_source_tunnel_all", acp_asa_any_source_tunnel_all},
    {"asa_bypass_family_clear", acp_asa_bypass_family_clear},
    {"asa_bypass_family_dropped", acp_asa_bypass_family_dropped},
    {"asa_split_list_without_policy", acp_asa_split_list_without_policy},
    {"asa_split_too_many", acp_asa_split_too_many},

    /* asa_umbrella.c */
    {"asa_umbrella_split", acp_asa_umbrella_split},

    /* asa_update.c */
    {"deferred_inactive", acp_deferred_inactive},
    {"deferred_incomplete", acp_deferred_incomplete},
    {"deferred_minimum_not_below_package", acp_deferred_minimum_not_below_package},
    {"deferred_timeout_absent", acp_deferred_timeout_absent},
    {"deferred_timeout_zero", acp_deferred_timeout_zero},

    /* asa_webvpn.c */
    {"asa_group_url_disabled", acp_asa_group_url_disabled},
    {"asa_proxy_linux", acp_asa_proxy_linux},
    {"asa_proxy_lockdown_overridden", acp_asa_proxy_lockdown_overridden},
    {"local_policy_on_asa", acp_local_policy_on_asa},
    {"mgmt_asa_too_old", acp_mgmt_asa_too_old},
    {"mgmt_image_too_old", acp_mgmt_image_too_old},
    {"mgmt_profile_extension", acp_mgmt_profile_extension},

    /* certificate_keys.c */
    {"certificate_ecdsa_curve_unsupported", acp_certificate_ecdsa_curve_unsupported},
    {"certificate_hash_unsupported", acp_certificate_hash_unsupported},
    {"certificate_key_type_unsupported", acp_certificate_key_type_unsupported},
    {"certificate_md5_with_fips", acp_certificate_md5_with_fips},
    {"certificate_rsa_key_size_unlisted", acp_certificate_rsa_key_size_unlisted},
    {"certificate_rsa_key_too_short", acp_certificate_rsa_key_too_short},
    {"ecdsa_digest_weaker_than_curve", acp_ecdsa_digest_weaker_than_curve},
    {"ecdsa_linux_needs_file_store", acp_ecdsa_linux_needs_file_store},

    /* certificate_names.c */
    {"captive_portal_false_positive_cn", acp_captive_portal_false_positive_cn},
    {"certificate_wildcard_ignored", acp_certificate_wildcard_ignored},
    {"server_certificate_name_mismatch", acp_server_certificate_name_mismatch},

    /* client_certificates.c */
    {"client_certificate_outside_validity", acp_client_certificate_outside_validity},
    {"client_certificate_self_signed", acp_client_certificate_self_signed},
    {"mobile_client_certificate_without_clientauth",
     acp_mobile_client_certificate_without_clientauth},
    {"no_client_certificate_matches", acp_no_client_certificate_matches},
    /* cross_certificates.c */
    {"asa_ssl_ipsec_certificates_differ", acp_asa_ssl_ipsec_certificates_differ},
    {"client_certificate_template_usages", acp_client_certificate_template_usages},
    {"mobile_prefill_certificate_not_utf8", acp_mobile_prefill_certificate_not_utf8},

    /* cross_enrollment.c */
    {"certificate_expiration_threshold_with_radius",
     acp_certificate_expiration_threshold_with_radius},
    {"machineid_without_posture", acp_machineid_without_posture},
    {"scep_contents_without_headend", acp_scep_contents_without_headend},

    /* cross_entries.c */
    {"ipsec_usergroup_not_tunnel_group", acp_ipsec_usergroup_not_tunnel_group},
    {"protocol_not_offered", acp_protocol_not_offered},
    {"ssl_usergroup_not_group_url", acp_ssl_usergroup_not_group_url},
    {"standard_auth_on_asa", acp_standard_auth_on_asa},

    /* cross_fips.c */
    {"fips_asa_too_old", acp_fips_asa_too_old},

    /* cross_mobile.c */
    {"asa_nat_traversal_off", acp_asa_nat_traversal_off},
    {"asa_ondemand_idle_timeout_long", acp_asa_ondemand_idle_timeout_long},
    {"ondemand_group_not_certificate_only", acp_ondemand_group_not_certificate_only},

    /* cross_multi_cert.c */
    {"certificate_policy_none_but_required", acp_certificate_policy_none_but_required},
    {"multi_cert_automatic_selection_user_controllable",
     acp_multi_cert_automatic_selection_user_controllable},
    {"multi_cert_machine_certificate_unreachable", acp_multi_cert_machine_certificate_unreachable},
    {"multi_cert_machine_store_only", acp_multi_cert_machine_store_only},
    {"multi_cert_on_mobile", acp_multi_cert_on_mobile},
    {"multi_cert_with_scep", acp_multi_cert_with_scep},
    {"multi_cert_without_automatic_selection", acp_multi_cert_without_automatic_selection},

    /* cross_posture.c */
    {"firewall_posture_on_mobile", acp_firewall_posture_on_mobile},
    {"hostscan_images_differ", acp_hostscan_images_differ},
    {"ise_dart_count_without_dart", acp_ise_dart_count_without_dart},
    {"ise_posture_module_not_on_asa", acp_ise_posture_module_not_on_asa},

    /* deployment.c */
    {"mixed_generation_paths", acp_mixed_generation_paths},
    {"nvm_standalone_without_wso", acp_nvm_standalone_without_wso},
    {"transforms_disable_vpn_with_profile", acp_transforms_disable_vpn_with_profile},
    {"transforms_local_policy_ignored", acp_transforms_local_policy_ignored},

    /* fips.c */
    {"fips_no_common_algorithm", acp_fips_no_common_algorithm},
    {"fips_unlisted_algorithm_offered", acp_fips_unlisted_algorithm_offered},

    /* gateway_certificates.c */
    {"gateway_certificate_rejected", acp_gateway_certificate_rejected},
    {"gateway_certificate_self_signed", acp_gateway_certificate_self_signed},

    /* headends.c */
    {"host_without_headend", acp_host_without_headend},

    /* iosxe_names.c */
    {"iosxe_reference_undefined", acp_iosxe_reference_undefined},

    /* iosxe_chain.c */
    {"iosxe_name_chain_broken", acp_iosxe_name_chain_broken},

    /* iosxe_router.c */
    {"iosxe_auth_order", acp_iosxe_auth_order},
    {"iosxe_http_server_on", acp_iosxe_http_server_on},
    {"iosxe_local_aaa", acp_iosxe_local_aaa},
    {"iosxe_local_auth_missing", acp_iosxe_local_auth_missing},
    {"iosxe_self_signed", acp_iosxe_self_signed},
    {"scep_ca_not_automatic", acp_scep_ca_not_automatic},

    /* iosxe_split.c */
    {"iosxe_acl_netmask", acp_iosxe_acl_netmask},
    {"iosxe_no_nat", acp_iosxe_no_nat},
    {"iosxe_split_acl_missing", acp_iosxe_split_acl_missing},

    /* iosxe_nat.c */
    {"iosxe_nat_acl_misses_pool", acp_iosxe_nat_acl_misses_pool},

    /* iosxe_entry.c */
    {"iosxe_auth_method_mismatch", acp_iosxe_auth_method_mismatch},
    {"iosxe_key_id_mismatch", acp_iosxe_key_id_mismatch},
    {"iosxe_profile_file_mismatch", acp_iosxe_profile_file_mismatch},
    {"iosxe_protocol_not_ipsec", acp_iosxe_protocol_not_ipsec},
    {"iosxe_standard_auth_off", acp_iosxe_standard_auth_off},

    /* iosxe_policy.c */
    {"bypass_downloader_headend_profile", acp_bypass_downloader_headend_profile},
    {"iosxe_no_profile_offered", acp_iosxe_no_profile_offered},
    {"iosxe_old_needs_bypass", acp_iosxe_old_needs_bypass},

    /* mgmt.c */
    {"mgmt_several_profiles", acp_mgmt_several_profiles},
    {"mgmt_tnd_differs", acp_mgmt_tnd_differs},
    {"mgmt_tnd_no_user_profile", acp_mgmt_tnd_no_user_profile},
    {"mgmt_with_always_on", acp_mgmt_with_always_on},

    /* null_encryption.c */
    {"ipsec_null_encryption_only", acp_ipsec_null_encryption_only},

    /* packages.c */
    {"mobile_module_unsupported", acp_mobile_module_unsupported},
    {"nvm_standalone_beside_module", acp_nvm_standalone_beside_module},
    {"nvm_standalone_with_vpn_package", acp_nvm_standalone_with_vpn_package},
    {"nvm_standalone_without_profile", acp_nvm_standalone_without_profile},
    {"package_version_mismatch", acp_package_version_mismatch},
    {"thousandeyes_unsupported_target", acp_thousandeyes_unsupported_target},

    /* pem_store.c */
    {"pem_store_file_extension", acp_pem_store_file_extension},
    {"pem_store_file_not_pem", acp_pem_store_file_not_pem},
    {"pem_store_key_name_differs", acp_pem_store_key_name_differs},
    {"pem_store_wrong_folder", acp_pem_store_wrong_folder},

    /* pins.c */
    {"pin_in_unusual_scope", acp_pin_in_unusual_scope},
    {"pin_leaf_only", acp_pin_leaf_only},
    {"pin_matches_no_chain_certificate", acp_pin_matches_no_chain_certificate},

    /* placeholders.c */
    {"placeholder_unresolved", acp_configuration_placeholder_unresolved},

    /* policy.c */
    {"always_on_any_server_profile", acp_always_on_any_server_profile},
    {"always_on_without_strict_trust", acp_always_on_without_strict_trust},
    {"linux_firefox_nss_only", acp_linux_firefox_nss_only},
    {"linux_machine_store_with_pem_excluded", acp_linux_machine_store_with_pem_excluded},
    {"macos_login_keychain_only", acp_macos_login_keychain_only},
    {"revocation_check_with_always_on", acp_revocation_check_with_always_on},
    {"sdi_token_type_not_cached", acp_sdi_token_type_not_cached},

    /* preferences.c */
    {"block_untrusted_servers_without_effect", acp_block_untrusted_servers_without_effect},
    {"preferences_hold_restricted_data", acp_preferences_hold_restricted_data},
    {"preferences_host_unknown", acp_preferences_host_unknown},
    {"preferences_profile_not_controllable", acp_preferences_profile_not_controllable},

    /* profiles.c */
    {"always_on_with_other_profiles", acp_always_on_with_other_profiles},
    {"mobile_one_profile_kept", acp_mobile_one_profile_kept},
    {"pins_differ_between_profiles", acp_pins_differ_between_profiles},
    {"same_host_in_two_profiles", acp_same_host_in_two_profiles},
    {"service_disable_not_alone", acp_service_disable_not_alone},
    {"tnd_differs_between_profiles", acp_tnd_differs_between_profiles},

    /* scripts.c */
    {"script_name_prefix", acp_script_name_prefix},
    {"script_not_executable", acp_script_not_executable},
    {"script_present_scripting_off", acp_script_present_scripting_off},
    {"script_several", acp_script_several},
    {"script_updates_refused", acp_script_updates_refused},

    /* umbrella.c */
    {"umbrella_orginfo_replaced_with_old_data", acp_umbrella_orginfo_replaced_with_old_data},
    {"umbrella_swg_ipv4_only", acp_umbrella_swg_ipv4_only},
    {"umbrella_swg_local_proxy_unsupported", acp_umbrella_swg_local_proxy_unsupported},
    {"umbrella_swg_needs_local_proxy", acp_umbrella_swg_needs_local_proxy},
    {"umbrella_swg_pac_overrides", acp_umbrella_swg_pac_overrides},
    /* server_certificates.c */
    {"server_certificate_extended_key_usage", acp_server_certificate_extended_key_usage},
    {"server_certificate_key_usage", acp_server_certificate_key_usage},
    {"server_certificate_outside_validity", acp_server_certificate_outside_validity},
    {"server_certificate_without_key_usage", acp_server_certificate_without_key_usage},
    {"tnd_https_hash_mismatch", acp_tnd_https_hash_mismatch},

    /* updates.c */
    {"host_not_authorised", acp_host_not_authorised},
    {"ise_updates_refused", acp_ise_updates_refused},
    {"mgmt_update_any_server", acp_mgmt_update_any_server},
    {"mgmt_update_not_authorised", acp_mgmt_update_not_authorised},

    /* links.c */
    {"uri_blocked_by_mdm", acp_uri_blocked_by_mdm},
    {"uri_connect_name_unknown", acp_uri_connect_name_unknown},
    {"uri_external_control_disabled", acp_uri_external_control_disabled},
    {"uri_keychainalias_external_control", acp_uri_keychainalias_external_control},
    {"uri_name_not_unique", acp_uri_name_not_unique},
    {"uri_prefill_group_unknown", acp_uri_prefill_group_unknown},
    {"uri_prefill_secondary_unused", acp_uri_prefill_secondary_unused},

    /* mdm_set.c */
    {"fips_mobile_scep", acp_fips_mobile_scep},
    {"mdm_android_perapp_without_headend", acp_mdm_android_perapp_without_headend},
    {"mdm_android_profile_conflicts_with_asa", acp_mdm_android_profile_conflicts_with_asa},
    {"mdm_ios_server_standard_eap_on_asa", acp_mdm_ios_server_standard_eap_on_asa},
    {"perapp_ios_without_mdm", acp_perapp_ios_without_mdm},
    {NULL, NULL},
};
