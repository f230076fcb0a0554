/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checks over sets, by the files they stand in; their rules are in schemas/rules/9-sets.yaml. */
#ifndef ACP_SET_CHECKS_H
#define ACP_SET_CHECKS_H

#include "set/set.h"

/* asa_crypto.c */
acp_set_function acp_asa_dhe_before_9_2;
acp_set_function acp_asa_ssl_des_only;
acp_set_function acp_ikev2_gcm_integrity_not_null;
acp_set_function acp_ikev2_policy_mixes_modes;
acp_set_function acp_ipsec_proposal_mixed_without_integrity;

/* asa_custom.c */
acp_set_function acp_asa_custom_attribute_misspelt;
acp_set_function acp_asa_custom_attribute_undefined;
acp_set_function acp_asa_custom_attribute_unused;
acp_set_function acp_asa_custom_attribute_value;
acp_set_function acp_asa_custom_value_too_long;
acp_set_function acp_asa_local_profile_alternative_ignored;

/* asa_dns.c */
acp_set_function acp_asa_ios_split_dns_all_clear;
acp_set_function acp_asa_ios_split_dns_inherited;
acp_set_function acp_split_dns_exclude_too_many;
acp_set_function acp_split_dns_exclude_without_split_exclude;
acp_set_function acp_split_dns_include_and_exclude_mixed;
acp_set_function acp_split_dns_limited_on_linux;
acp_set_function acp_split_dns_one_protocol_on_macos;
acp_set_function acp_split_dns_with_all_dns_tunnelled;
acp_set_function acp_split_dns_without_dns_server;
acp_set_function acp_split_dns_without_split_include;
acp_set_function acp_split_tunnel_dns_may_leave_tunnel;

/* asa_dynamic.c */
acp_set_function acp_asa_dynamic_enhanced_include;
acp_set_function acp_asa_dynamic_exclude_split_include;
acp_set_function acp_asa_dynamic_include_without_split_include;
acp_set_function acp_asa_dynamic_split_families;
acp_set_function acp_asa_dynamic_split_platform;
acp_set_function acp_enhanced_split_list_without_effect;

/* asa_dynamic_lists.c */
acp_set_function acp_asa_dynamic_split_redundant;
acp_set_function acp_dynamic_split_entry_malformed;
acp_set_function acp_dynamic_split_list_too_long;
acp_set_function acp_split_domain_wildcard;

/* asa_firewall.c */
acp_set_function acp_asa_firewall_global_not_last;
acp_set_function acp_asa_firewall_one_direction;
acp_set_function acp_asa_firewall_protocol;
acp_set_function acp_asa_firewall_source_ip;

/* asa_mobile.c */
acp_set_function acp_asa_group_name_special_characters;
acp_set_function acp_asa_mobile_homepage_ignored;
acp_set_function acp_asa_perapp_asa_too_old;
acp_set_function acp_asa_perapp_value_not_base64;

/* asa_nat.c */
acp_set_function acp_asa_client_pool_without_nat_exemption;

/* asa_packages.c */
acp_set_function acp_asa_image_several;
acp_set_function acp_asa_module_without_profile;
acp_set_function acp_asa_profile_without_image;
acp_set_function acp_asa_profile_without_module;

/* asa_posture.c */
acp_set_function acp_asa_posture_without_image;
acp_set_function acp_hostscan_image_opswat_v2;
acp_set_function acp_ise_and_firewall_posture_together;
acp_set_function acp_posture_root_actions_need_predeployment;

/* asa_references.c */
acp_set_function acp_asa_reference_undefined;

/* asa_saml.c */
acp_set_function acp_saml_force_reauthentication_without_effect;
acp_set_function acp_saml_old_asa_native_browser;
acp_set_function acp_saml_single_logout_on_mobile;
acp_set_function acp_saml_without_ntp;

/* asa_scep.c */
acp_set_function acp_certificate_only_groups_without_group_url;
acp_set_function acp_scep_authentication_not_aaa_and_certificate;
acp_set_function acp_scep_enrollment_without_forwarding_url;
acp_set_function acp_scep_enrollment_without_group_url;
acp_set_function acp_scep_forwarding_url_unused;
acp_set_function acp_scep_group_policy_without_profile;

/* asa_sdi.c */
acp_set_function acp_sdi_message_code_unknown;
acp_set_function acp_sdi_message_is_substring;
acp_set_function acp_sdi_messages_not_enabled;

/* asa_sessions.c */
acp_set_function acp_asa_dpd_client;
acp_set_function acp_asa_session_timeout;

/* asa_split.c */
acp_set_function acp_asa_acl_wildcard_mask;
acp_set_function acp_asa_any_source_tunnel_all;
acp_set_function acp_asa_bypass_family_clear;
acp_set_function acp_asa_bypass_family_dropped;
acp_set_function acp_asa_split_list_without_policy;
acp_set_function acp_asa_split_too_many;

/* asa_umbrella.c */
acp_set_function acp_asa_umbrella_split;

/* asa_update.c */
acp_set_function acp_deferred_inactive;
acp_set_function acp_deferred_incomplete;
acp_set_function acp_deferred_minimum_not_below_package;
acp_set_function acp_deferred_timeout_absent;
acp_set_function acp_deferred_timeout_zero;

/* asa_webvpn.c */
acp_set_function acp_asa_group_url_disabled;
acp_set_function acp_asa_proxy_linux;
acp_set_function acp_asa_proxy_lockdown_overridden;
acp_set_function acp_local_policy_on_asa;
acp_set_function acp_mgmt_asa_too_old;
acp_set_function acp_mgmt_image_too_old;
acp_set_function acp_mgmt_profile_extension;

/* deployment.c */
acp_set_function acp_mixed_generation_paths;
acp_set_function acp_nvm_standalone_without_wso;
acp_set_function acp_transforms_disable_vpn_with_profile;
acp_set_function acp_transforms_local_policy_ignored;
acp_set_function acp_umbrella_orginfo_replaced_with_old_data;
acp_set_function acp_umbrella_swg_needs_local_proxy;

/* fips.c */
acp_set_function acp_fips_no_common_algorithm;
acp_set_function acp_fips_unlisted_algorithm_offered;
/* headends.c */
acp_set_function acp_host_without_headend;

/* iosxe_names.c */
acp_set_function acp_iosxe_reference_undefined;
/* iosxe_chain.c */
acp_set_function acp_iosxe_name_chain_broken;
/* iosxe_router.c */
acp_set_function acp_iosxe_auth_order;
acp_set_function acp_iosxe_http_server_on;
acp_set_function acp_iosxe_local_aaa;
acp_set_function acp_iosxe_local_auth_missing;
acp_set_function acp_iosxe_self_signed;
acp_set_function acp_scep_ca_not_automatic;
/* iosxe_split.c */
acp_set_function acp_iosxe_acl_netmask;
acp_set_function acp_iosxe_no_nat;
acp_set_function acp_iosxe_split_acl_missing;
/* iosxe_nat.c */
acp_set_function acp_iosxe_nat_acl_misses_pool;
/* iosxe_entry.c */
acp_set_function acp_iosxe_auth_method_mismatch;
acp_set_function acp_iosxe_key_id_mismatch;
acp_set_function acp_iosxe_profile_file_mismatch;
acp_set_function acp_iosxe_protocol_not_ipsec;
acp_set_function acp_iosxe_standard_auth_off;
/* iosxe_policy.c */
acp_set_function acp_bypass_downloader_headend_profile;
acp_set_function acp_iosxe_no_profile_offered;
acp_set_function acp_iosxe_old_needs_bypass;
/* mgmt.c */
acp_set_function acp_mgmt_several_profiles;
acp_set_function acp_mgmt_tnd_differs;
acp_set_function acp_mgmt_tnd_no_user_profile;
acp_set_function acp_mgmt_with_always_on;

/* null_encryption.c */
acp_set_function acp_ipsec_null_encryption_only;

/* packages.c */
acp_set_function acp_mobile_module_unsupported;
acp_set_function acp_nvm_standalone_beside_module;
acp_set_function acp_nvm_standalone_with_vpn_package;
acp_set_function acp_nvm_standalone_without_profile;
acp_set_function acp_package_version_mismatch;
acp_set_function acp_thousandeyes_unsupported_target;

/* placeholders.c */
acp_set_function acp_configuration_placeholder_unresolved;

/* policy.c */
acp_set_function acp_always_on_any_server_profile;
acp_set_function acp_always_on_without_strict_trust;
acp_set_function acp_linux_firefox_nss_only;
acp_set_function acp_linux_machine_store_with_pem_excluded;
acp_set_function acp_macos_login_keychain_only;
acp_set_function acp_revocation_check_with_always_on;
acp_set_function acp_sdi_token_type_not_cached;

/* preferences.c */
acp_set_function acp_block_untrusted_servers_without_effect;
acp_set_function acp_preferences_hold_restricted_data;
acp_set_function acp_preferences_host_unknown;
acp_set_function acp_preferences_profile_not_controllable;

/* profiles.c */
acp_set_function acp_always_on_with_other_profiles;
acp_set_function acp_mobile_one_profile_kept;
acp_set_function acp_pins_differ_between_profiles;
acp_set_function acp_same_host_in_two_profiles;
acp_set_function acp_service_disable_not_alone;
acp_set_function acp_tnd_differs_between_profiles;

/* scripts.c */
acp_set_function acp_script_name_prefix;
acp_set_function acp_script_not_executable;
acp_set_function acp_script_present_scripting_off;
acp_set_function acp_script_several;
acp_set_function acp_script_updates_refused;

/* updates.c */
acp_set_function acp_host_not_authorised;
acp_set_function acp_mgmt_update_any_server;
acp_set_function acp_mgmt_update_not_authorised;

#endif
