/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checks over links, MDM configurations and configuration profiles that compute; the rules that use
 * them stand in schemas/rules/8-mobile.yaml. */
#ifndef ACP_RULES_MOBILE_H
#define ACP_RULES_MOBILE_H

#include "check/check.h"
#include "mobile/server.h"

/* links.c */
acp_check_function acp_uri_unknown_parameter;
acp_check_function acp_uri_platform_unsupported;
acp_check_function acp_uri_value_not_encoded;
acp_check_function acp_uri_several_creates;
acp_check_function acp_uri_name_too_long;
acp_check_function acp_uri_parameter_not_on_platform;
/* ondemand.c */
acp_check_function acp_ondemand_ip_address;
acp_check_function acp_ondemand_always_list;
acp_check_function acp_ondemand_suffix_overmatch;
/* mobile_methods.c */
acp_check_function acp_mobile_protocol_unknown;
acp_check_function acp_mobile_auth_method_unknown;
acp_check_function acp_mobile_auth_method_without_ipsec;
acp_check_function acp_mobile_ike_identity_ignored;
/* mdm.c */
acp_check_function acp_mdm_replace_without_profile;
acp_check_function acp_mdm_yubikey_slot;
acp_check_function acp_mdm_uri_external_control_enabled;
acp_check_function acp_mdm_block_untrusted_servers_off;
acp_check_function acp_mdm_strict_cert_trust_not_set;
acp_check_function acp_mdm_strict_overrides_block;
/* mdm_profile.c */
acp_check_function acp_mdm_profile_not_readable;
acp_check_function acp_profile_base64_in_payload;
/* mdm_ios.c */
acp_check_function acp_mdm_ios_server_port_ignored;
acp_check_function acp_mdm_ios_multitunnel_missing;
acp_check_function acp_mdm_ios_uri_external_control_value;
acp_check_function acp_mdm_ios_boolean_value;
acp_check_function acp_mdm_ios_checkcert_spelling;
acp_check_function acp_mdm_ios_unknown_key;
/* mdm_android.c */
acp_check_function acp_mdm_android_unknown_key;
acp_check_function acp_mdm_android_value_type;
acp_check_function acp_mdm_android_allowed_and_disallowed_apps;
acp_check_function acp_mdm_android_app_list_syntax;
acp_check_function acp_mdm_android_several_active;
acp_check_function acp_umbrella_android_va_list;
/* mobileconfig.c */
acp_check_function acp_mobileconfig_system_extension_missing;
acp_check_function acp_mobileconfig_system_extension_type;
acp_check_function acp_mobileconfig_kernel_extension_ids;
acp_check_function acp_mobileconfig_removable_without_bundle_id;
acp_check_function acp_mobileconfig_duplicate_uuid;
acp_check_function acp_mobileconfig_filter_bundle_ids;
acp_check_function acp_mobileconfig_filter_flags;
acp_check_function acp_mobileconfig_filter_designated_requirement;

/* First child of a name, NULL: none; the next of that name. */
static inline const acp_node *acp_child_named(const acp_node *parent, const char *name)
{
    const acp_node *child = acp_node_first_child(parent);
    while (child && !acp_slice_is(child->name, name))
        child = acp_node_next(child);
    return child;
}
static inline const acp_node *acp_next_named(const acp_node *node)
{
    acp_slice name = node->name;
    do
        node = acp_node_next(node);
    while (node && !acp_slice_equal(node->name, name));
    return node;
}
/* Value of that child, empty if there is none. */
static inline acp_slice acp_child_value(const acp_node *parent, const char *name)
{
    const acp_node *child = acp_child_named(parent, name);
    return child ? child->value : (acp_slice){0};
}

/* The connections of an MDM configuration, one after the other: of iOS the VPN payloads of the
 * client, or the document itself if it holds no payloads; of Android the document, then its list.
 * last NULL: the first. NULL: no more. */
const acp_node *acp_next_mdm_connection(const acp_document *document, const acp_node *last);
/* The element with the vendor's settings of an iOS connection; the connection itself if they stand
 * there without a VendorConfig; NULL: it has none. */
const acp_node *acp_vendor_settings(const acp_node *connection);
/* The server of an iOS connection, NULL: it has none. */
const acp_node *acp_remote_address(const acp_node *connection);
/* A connection of a configuration for Android is one of its list, not the document. */
bool acp_is_listed_connection(const acp_node *connection);

#endif
