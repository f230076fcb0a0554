/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MDM configurations of the clients for iOS, Android and Chromebooks: what they have in common. */
#include "check/rules/mobile.h"
#include "mobile/client.h"

/* ---- connections --------------------------------------------------------------------------- */

/* A payload that is a connection of the client. One that does not say which app it is for counts:
 * somebody took it for one when he had it checked as such. */
static bool is_connection(const acp_node *payload)
{
    acp_slice type = acp_child_value(payload, "PayloadType");
    acp_slice app = acp_child_value(payload, "VPNSubType");
    if (acp_is_vpn_payload(type, app))
        return true;
    return !app.len &&
           (acp_slice_is(type, ACP_PAYLOAD_VPN) || acp_slice_is(type, ACP_PAYLOAD_PER_APP_VPN));
}

static const acp_node *next_payload(const acp_node *node)
{
    while (node && !is_connection(node))
        node = acp_next_named(node);
    return node;
}

const acp_node *acp_next_mdm_connection(const acp_document *document, const acp_node *last)
{
    const acp_node *root = document->root;
    if (document->kind == ACP_KIND_MDM_IOS) {
        const acp_node *first = acp_child_named(root, "PayloadContent");
        if (last)
            return last == root ? NULL : next_payload(acp_next_named(last));
        return first ? next_payload(first) : root;
    }
    if (!last)
        return root;
    return last == root ? acp_child_named(root, "vpn_configuration_list") : acp_next_named(last);
}

bool acp_is_listed_connection(const acp_node *connection)
{
    return connection->parent != NULL;
}

const acp_node *acp_vendor_settings(const acp_node *connection)
{
    const acp_node *config = acp_child_named(connection, "VendorConfig");
    return config || connection->parent ? config : connection;
}

const acp_node *acp_remote_address(const acp_node *connection)
{
    const acp_node *vpn = acp_child_named(connection, "VPN");
    const acp_node *address = vpn ? acp_child_named(vpn, "RemoteAddress") : NULL;
    return address ? address : acp_child_named(connection, "RemoteAddress");
}

/* ---- settings that both have --------------------------------------------------------------- */

/* The elements that hold settings of the client as a whole: of Android the document. */
static const acp_node *next_settings(acp_run *run, const acp_node **connection)
{
    if (run->document->kind != ACP_KIND_MDM_IOS) {
        const acp_node *root = *connection ? NULL : run->document->root;
        *connection = root;
        return root;
    }
    while ((*connection = acp_next_mdm_connection(run->document, *connection))) {
        const acp_node *settings = acp_vendor_settings(*connection);
        if (settings)
            return settings;
    }
    return NULL;
}

/* A setting under the name it has on the platform. */
static const acp_node *setting(const acp_run *run, const acp_node *settings, const char *ios,
                               const char *android)
{
    return acp_child_named(settings, run->document->kind == ACP_KIND_MDM_IOS ? ios : android);
}

static const acp_node *strict_mode(const acp_run *run, const acp_node *settings)
{
    return setting(run, settings, "StrictCertTrust", "vpn_setting_strict_mode");
}

static const acp_node *block_untrusted(const acp_run *run, const acp_node *settings)
{
    return setting(run, settings, "BlockUntrustedServers", "vpn_setting_block_untrusted_servers");
}

static bool is(const acp_node *node, const char *value)
{
    return node && acp_slice_is(node->value, value);
}

void acp_mdm_replace_without_profile(acp_run *run, const acp_rule *rule)
{
    const acp_node *at = NULL, *settings;
    while ((settings = next_settings(run, &at))) {
        const acp_node *replace = setting(run, settings, "VpnReplaceExistingProfile",
                                          "vpn_setting_replace_existing_profile");
        const acp_node *profile =
            setting(run, settings, "VpnConnectionProfile", "vpn_connection_profile");
        if (replace && (!profile || !profile->value.len))
            acp_say(run, rule->id, acp_at_name(replace), NULL);
    }
}

static void check_slot(acp_run *run, const acp_rule *rule, const acp_node *slot)
{
    static const char *const slots[] = {"9a", "9c", "9d", "9e"};
    for (size_t i = 0; slot && i < sizeof slots / sizeof *slots; i++)
        if (acp_slice_is(slot->value, slots[i]))
            return;
    if (slot)
        acp_say(run, rule->id, acp_at_value(slot),
                "\"%.*s\" is no slot; there are 9a, 9c, 9d and 9e.",
                ACP_SLICE_ARGS(acp_shown(slot->value)));
}

void acp_mdm_yubikey_slot(acp_run *run, const acp_rule *rule)
{
    const acp_node *at = NULL, *settings;
    while ((settings = next_settings(run, &at)))
        check_slot(run, rule,
                   setting(run, settings, "YubiKeyCertSlot", "vpn_connection_yubikey_cert_slot"));
    if (run->document->kind != ACP_KIND_MDM_IOS)
        for (at = acp_next_mdm_connection(run->document, run->document->root); at;
             at = acp_next_mdm_connection(run->document, at))
            check_slot(run, rule, acp_child_named(at, "vpn_yubikey_cert_slot"));
}

void acp_mdm_uri_external_control_enabled(acp_run *run, const acp_rule *rule)
{
    const acp_node *at = NULL, *settings;
    while ((settings = next_settings(run, &at))) {
        const acp_node *control =
            setting(run, settings, "UriExternalControl", "vpn_setting_uri_external_control");
        if (control && acp_slice_equal_nocase(control->value, ACP_SLICE("Enabled")))
            acp_say(run, rule->id, acp_at_value(control), NULL);
    }
}

void acp_mdm_block_untrusted_servers_off(acp_run *run, const acp_rule *rule)
{
    const acp_node *at = NULL, *settings;
    while ((settings = next_settings(run, &at))) {
        const acp_node *block = block_untrusted(run, settings);
        if (is(block, "false"))
            acp_say(run, rule->id, acp_at_value(block), NULL);
    }
}

void acp_mdm_strict_cert_trust_not_set(acp_run *run, const acp_rule *rule)
{
    const acp_node *at = NULL, *settings;
    while ((settings = next_settings(run, &at))) {
        const acp_node *strict = strict_mode(run, settings);
        if (!strict)
            acp_say(run, rule->id, acp_at_name(settings),
                    "It is not said here; then users are asked whether to trust a gateway whose "
                    "certificate is not.");
        else if (is(strict, "false"))
            acp_say(run, rule->id, acp_at_value(strict), NULL);
    }
}

void acp_mdm_strict_overrides_block(acp_run *run, const acp_rule *rule)
{
    const acp_node *at = NULL, *settings;
    while ((settings = next_settings(run, &at))) {
        const acp_node *block = block_untrusted(run, settings);
        if (is(strict_mode(run, settings), "true") && is(block, "false"))
            acp_say(run, rule->id, acp_at_value(block), NULL);
    }
}
