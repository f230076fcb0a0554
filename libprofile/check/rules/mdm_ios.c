/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* MDM configurations of the client for iOS. */
#include "check/rules/mobile.h"
#include "mobile/client.h"

static const char *const booleans[] = {"BlockUntrustedServers",
                                       "EnableFipsMode",
                                       "CheckCertRevocation",
                                       "StrictCertTrust",
                                       "BlockUserCreateVPNConnection",
                                       "VpnReplaceExistingProfile",
                                       "MultiTunnel",
                                       NULL};

static const acp_node *next_vendor(const acp_run *run, const acp_node **connection)
{
    while ((*connection = acp_next_mdm_connection(run->document, *connection))) {
        const acp_node *settings = acp_vendor_settings(*connection);
        if (settings)
            return settings;
    }
    return NULL;
}

void acp_mdm_ios_server_port_ignored(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *at = acp_next_mdm_connection(run->document, NULL); at;
         at = acp_next_mdm_connection(run->document, at)) {
        const acp_node *address = acp_remote_address(at);
        const char *where;
        acp_server server;
        if (address && !acp_server_parse(address->value, &server, &where) && server.ipsec &&
            server.port.len)
            acp_say(run, rule->id, acp_at_part(address, NULL, server.port),
                    "With ipsec:// the port %.*s changes nothing.", ACP_SLICE_ARGS(server.port));
    }
}

void acp_mdm_ios_multitunnel_missing(acp_run *run, const acp_rule *rule)
{
    const acp_node *second = NULL;
    unsigned count = 0;
    bool per_app = false, multi = false;
    for (const acp_node *at = acp_next_mdm_connection(run->document, NULL); at;
         at = acp_next_mdm_connection(run->document, at)) {
        const acp_node *settings = acp_vendor_settings(at);
        if (++count == 2)
            second = at;
        per_app |= acp_slice_is(acp_child_value(at, "PayloadType"), ACP_PAYLOAD_PER_APP_VPN);
        multi |= settings && acp_slice_is(acp_child_value(settings, "MultiTunnel"), "true");
    }
    const acp_node *type = second ? acp_child_named(second, "PayloadType") : NULL;
    if (count > 1 && per_app && !multi)
        acp_say(run, rule->id, type ? acp_at_value(type) : acp_at_name(second),
                "The profile holds %u connections of the client, and only one tunnel is up at a "
                "time without MultiTunnel in the VendorConfig.",
                count);
}

void acp_mdm_ios_uri_external_control_value(acp_run *run, const acp_rule *rule)
{
    const acp_node *at = NULL, *settings;
    while ((settings = next_vendor(run, &at))) {
        const acp_node *control = acp_child_named(settings, "UriExternalControl");
        if (control && !acp_slice_is(control->value, "Disabled") &&
            !acp_slice_is(control->value, "Prompt") && !acp_slice_is(control->value, "Enabled"))
            acp_say(run, rule->id, acp_at_value(control),
                    "It is Disabled, Prompt or Enabled, in these letters; here it is \"%.*s\".",
                    ACP_SLICE_ARGS(acp_shown(control->value)));
    }
}

void acp_mdm_ios_boolean_value(acp_run *run, const acp_rule *rule)
{
    const acp_node *at = NULL, *settings;
    while ((settings = next_vendor(run, &at)))
        for (const char *const *name = booleans; *name; name++) {
            const acp_node *node = acp_child_named(settings, *name);
            if (node && (node->has_elements || (!acp_slice_is(node->value, "true") &&
                                                !acp_slice_is(node->value, "false"))))
                acp_say(run, rule->id, acp_at_value(node),
                        "%s is true or false; here it is \"%.*s\".", *name,
                        ACP_SLICE_ARGS(acp_shown(node->value)));
        }
}

/* ---- keys ---------------------------------------------------------------------------------- */

static bool is_without_space(acp_slice name, const char *wanted)
{
    size_t length = strlen(wanted), at = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (acp_is_space(name.ptr[i]))
            continue;
        if (at == length || name.ptr[i] != wanted[at])
            return false;
        at++;
    }
    return at == length && name.len > length;
}

void acp_mdm_ios_checkcert_spelling(acp_run *run, const acp_rule *rule)
{
    const acp_node *at = NULL, *settings;
    while ((settings = next_vendor(run, &at)))
        for (const acp_node *node = acp_node_first_child(settings); node;
             node = acp_node_next(node))
            if (is_without_space(node->name, "CheckCertRevocation"))
                acp_say(run, rule->id, acp_at_name(node),
                        "The client does not know the key with white space in it, and does not "
                        "check whether certificates are revoked.");
}

/* The keys of the vendor that the schema lists, of VendorConfig only: beside them in a document
 * without one stand those of Apple. */
static void list_keys(const acp_node *settings, const char **names, size_t size)
{
    size_t count = 0;
    acp_setting_id id = acp_setting_get(settings->setting)->first_child;
    for (; id != ACP_NO_SETTING && count + 1 < size; id = acp_setting_get(id)->next)
        names[count++] = acp_setting_get(id)->name;
    names[count] = NULL;
}

void acp_mdm_ios_unknown_key(acp_run *run, const acp_rule *rule)
{
    const acp_node *at = NULL, *settings;
    while ((settings = next_vendor(run, &at))) {
        const char *names[64];
        if (settings->setting == ACP_NO_SETTING)
            continue;
        list_keys(settings, names, sizeof names / sizeof *names);
        for (const acp_node *node = acp_node_first_child(settings); node;
             node = acp_node_next(node)) {
            char name[64];
            if (node->setting != ACP_NO_SETTING ||
                is_without_space(node->name, "CheckCertRevocation"))
                continue;
            snprintf(name, sizeof name, "%.*s", ACP_SLICE_ARGS(acp_shown(node->name)));
            const char *nearest = acp_nearest(name, names);
            acp_say(run, rule->id, acp_at_name(node), "The guide names no key \"%s\"%s%s%s.", name,
                    nearest ? "; the nearest is \"" : "", nearest ? nearest : "",
                    nearest ? "\"" : "");
        }
    }
}
