/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The connections of a profile: a payload for each entry of its server list. */
#include "generate/target/mobileconfig.h"

#include "headend/names.h"

#define MOBILE "MobileHostEntryInfo"

typedef struct {
    acp_mobileconfig *profile;
    acp_job *job;
    const acp_job_input *input;
    acp_entry entry;
    acp_slice name;    /* HostName */
    const char *part;  /* of identifiers */
    bool first;        /* of the document */
    bool multi_tunnel; /* what the device is told without -D multi-tunnel */
} connection;

static acp_slice mobile_value(const connection *c, const char *name)
{
    const acp_node *mobile = acp_node_below(c->entry.node, MOBILE);
    return mobile ? acp_member_value_below(c->entry.member, mobile, name) : (acp_slice){0};
}

static void ignore(const connection *c, const acp_node *node, const char *why)
{
    acp_output *out = c->job->out;
    const acp_document *document = c->entry.member->document;
    const char *path = acp_node_path(&out->arena, document, node, NULL);
    acp_output_ignore(out, c->entry.member->name, acp_node_position(document, node),
                      path ? path : "", "%s", why);
}

static void ignore_below(const connection *c, const char *path, const char *why)
{
    const acp_node *node = acp_node_below(c->entry.node, path);
    if (node)
        ignore(c, node, why);
}

/* ---- on demand --------------------------------------------------------------------------- */

/* The first name of a list that is not empty, or the next one after a name. */
static const acp_node *next_domain(const connection *c, const char *list, const acp_node *last)
{
    const acp_node *node = last ? NULL : acp_node_below(c->entry.node, list);
    node = last ? acp_node_next_same(last) : node ? acp_node_below(node, "OnDemandDNSMatch") : NULL;
    while (node && !node->value.len)
        node = acp_node_next_same(node);
    return node;
}

static bool has_domains(const connection *c, const char *list)
{
    return next_domain(c, list, NULL) != NULL;
}

static void put_domains(const connection *c, acp_plist *plist, const char *list)
{
    for (const acp_node *node = NULL; (node = next_domain(c, list, node));)
        acp_plist_string(plist, NULL, node->value);
}

#define NEVER     MOBILE "/NeverConnectDomainList"
#define ALWAYS    MOBILE "/AlwaysConnectDomainList"
#define IF_NEEDED MOBILE "/ConnectIfNeededDomainList"

/* The first that fits decides, and the list of names that never connect wins. Names that always
 * connect do so if needed since iOS 7 (003:L16843-16854). */
static void put_evaluation(const connection *c, acp_plist *plist)
{
    static const struct {
        const char *lists[2], *action;
    } rules[] = {{{NEVER, NULL}, "NeverConnect"}, {{ALWAYS, IF_NEEDED}, "ConnectIfNeeded"}};
    acp_plist_open(plist, NULL, "dict");
    acp_plist_text(plist, "Action", "EvaluateConnection");
    acp_plist_open(plist, "ActionParameters", "array");
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const char *second = rules[i].lists[1];
        if (!has_domains(c, rules[i].lists[0]) && (!second || !has_domains(c, second)))
            continue;
        acp_plist_open(plist, NULL, "dict");
        acp_plist_text(plist, "DomainAction", rules[i].action);
        acp_plist_open(plist, "Domains", "array");
        put_domains(c, plist, rules[i].lists[0]);
        if (second)
            put_domains(c, plist, second);
        acp_plist_close(plist, "array");
        acp_plist_close(plist, "dict");
    }
    acp_plist_close(plist, "array");
    acp_plist_close(plist, "dict");
}

static void put_on_demand(const connection *c, acp_plist *plist, bool certificate)
{
    const char *trusted = acp_job_value(c->job, "trusted-domains");
    const char *idle = acp_job_value(c->job, "idle-timeout");
    if (!acp_slice_is(mobile_value(c, "ConnectOnDemand"), "true"))
        return;
    if (!certificate)
        ignore_below(c, MOBILE "/ConnectOnDemand",
                     "it works with a client certificate only; give -D identity, -D identity-uuid "
                     "or -D authentication=Certificate");
    if (has_domains(c, ALWAYS))
        ignore_below(c, ALWAYS, "since iOS 7 these names connect only if DNS cannot resolve them");
    if (*idle) {
        acp_plist_integer(plist, "DisconnectOnIdle", "1");
        acp_plist_integer(plist, "DisconnectOnIdleTimer", idle);
    }
    acp_plist_integer(plist, "OnDemandEnabled", "1");
    acp_plist_open(plist, "OnDemandRules", "array");
    if (*trusted) {
        acp_plist_open(plist, NULL, "dict");
        acp_plist_text(plist, "Action", "Disconnect");
        acp_plist_list(plist, "DNSDomainMatch", trusted);
        acp_plist_text(plist, "InterfaceTypeMatch", "WiFi");
        acp_plist_close(plist, "dict");
    }
    if (has_domains(c, NEVER) || has_domains(c, ALWAYS) || has_domains(c, IF_NEEDED))
        put_evaluation(c, plist);
    acp_plist_close(plist, "array");
}

/* ---- the connection ---------------------------------------------------------------------- */

/* How users log on, in Apple's words. */
static const char *authentication(const connection *c)
{
    const char *wanted = acp_job_value(c->job, "authentication");
    bool given = *c->profile->identity || *acp_job_value(c->job, "yubikey-slot");
    if (*wanted)
        return wanted;
    if (acp_mobileconfig_method(&c->entry) == ACP_METHOD_IKE_RSA)
        return "Certificate";
    return given && !acp_slice_is(mobile_value(c, "CertificatePolicy"), "None") ? "Certificate"
                                                                                : "Password";
}

static void put_connection(const connection *c, acp_plist *plist)
{
    const char *method = authentication(c);
    bool certificate = strcmp(method, "Password") != 0;
    acp_buffer server = {0};
    acp_plist_open(plist, "VPN", "dict");
    acp_plist_text(plist, "AuthenticationMethod", method);
    put_on_demand(c, plist, certificate);
    if (certificate && *c->profile->identity)
        acp_plist_text(plist, "PayloadCertificateUUID", c->profile->identity);
    if (acp_mobileconfig_server(c->job, &c->entry, &server))
        acp_plist_string(plist, "RemoteAddress", (acp_slice){server.text, server.length});
    c->job->out->no_memory |= server.failed;
    acp_buffer_free(&server);
    acp_plist_close(plist, "dict");
}

/* ---- the vendor's settings --------------------------------------------------------------- */

static void put_switch(acp_plist *plist, const char *key, const char *value)
{
    if (*value)
        acp_plist_boolean(plist, key, strcmp(value, "true") == 0);
}

static void put_word(const acp_job *job, acp_plist *plist, const char *key, const char *option)
{
    if (*acp_job_value(job, option))
        acp_plist_text(plist, key, acp_job_value(job, option));
}

/* The device keeps one profile: the first connection brings it. */
static void put_vendor(const connection *c, acp_payload *payload)
{
    static const struct {
        const char *key, *option;
    } switches[] = {{"BlockUntrustedServers", "block-untrusted"},
                    {"BlockUserCreateVPNConnection", "block-create"},
                    {"CheckCertRevocation", "check-revocation"},
                    {"EnableFipsMode", "fips"},
                    {"StrictCertTrust", "strict-trust"}};
    const char *multi_tunnel = acp_job_value(c->job, "multi-tunnel");
    acp_plist *plist = &payload->plist;
    acp_plist_open(plist, "VendorConfig", "dict");
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        put_switch(plist, switches[i].key, acp_job_value(c->job, switches[i].option));
    put_switch(plist, "MultiTunnel", *multi_tunnel ? multi_tunnel : c->multi_tunnel ? "true" : "");
    put_word(c->job, plist, "UriExternalControl", "uri-control");
    if (c->first && acp_job_is(c->job, "embed", "true")) {
        acp_payload_embed(payload, "VpnConnectionProfile", c->input);
        put_switch(plist, "VpnReplaceExistingProfile", acp_job_value(c->job, "replace"));
    }
    put_word(c->job, plist, "YubiKeyCertSlot", "yubikey-slot");
    acp_plist_close(plist, "dict");
}

/* ---- payloads ---------------------------------------------------------------------------- */

static void put_per_app(const connection *c, acp_plist *plist, const char *uuid)
{
    const char *domains = acp_job_value(c->job, "safari-domains");
    acp_plist_boolean(plist, "OnDemandMatchAppEnabled", true);
    if (*domains)
        acp_plist_list(plist, "SafariDomains", domains);
    acp_plist_text(plist, "VPNUUID", uuid);
}

static void make_payload(const connection *c)
{
    acp_payload payload;
    bool per_app = acp_mobileconfig_is_per_app(c->job, c->name);
    const char *uuid = per_app ? acp_payload_lasting_uuid(c->profile, c->part) : "";
    if (per_app)
        acp_mobileconfig_map_apps(c->profile, uuid, c->name);
    acp_payload_start(&payload, c->profile);
    acp_plist_string(&payload.plist, "UserDefinedName", c->name);
    put_connection(c, &payload.plist);
    acp_plist_text(&payload.plist, "VPNSubType", ACP_VPN_APP);
    acp_plist_text(&payload.plist, "VPNType", "VPN");
    if (per_app)
        put_per_app(c, &payload.plist, uuid);
    put_vendor(c, &payload);
    acp_payload_end(&payload, per_app ? ACP_PAYLOAD_PER_APP_VPN : ACP_PAYLOAD_VPN, c->part,
                    c->name);
}

/* What does not reach the device without the profile itself. */
static void ignore_rest(const connection *c)
{
    static const char *const carried[] = {"HostName", "HostAddress",     "UserGroup",
                                          MOBILE,     "PrimaryProtocol", NULL};
    static const char *const mobile[] = {"NetworkRoaming", "ActivateOnImport", NULL};
    static const char why[] = "no connection can say it, and -D embed=false leaves the profile out";
    for (const acp_node *child = acp_node_first_child(c->entry.node); child;
         child = acp_node_next(child)) {
        size_t i = 0;
        while (carried[i] && !acp_slice_is(child->name, carried[i]))
            i++;
        if (!carried[i])
            ignore(c, child, why);
    }
    for (size_t i = 0; mobile[i]; i++) {
        const acp_node *node = acp_node_below(c->entry.node, MOBILE);
        node = node ? acp_node_below(node, mobile[i]) : NULL;
        if (node)
            ignore(c, node, why);
    }
    const acp_node *whole = acp_member_first(c->entry.member, "ClientInitialization");
    if (c->first && whole)
        ignore(c, whole, why);
}

/* Part of identifiers: of two entries with one name, the second has another. */
static const char *part_of(const connection *c, acp_names *names)
{
    acp_arena *arena = &c->job->out->arena;
    const char *part = acp_payload_step(c->job, c->name);
    unsigned *count = acp_names_find(names, c->name);
    if (!count) {
        count = acp_arena_alloc(arena, sizeof *count);
        if (!count || !acp_names_enter(names, arena, c->name, count))
            return "";
    }
    part = acp_arena_printf(arena, "connection.%s%s%.0u", part, *count ? "." : "", *count);
    ++*count;
    return part ? part : "";
}

/* Whether the document makes a per-app tunnel beside another. */
static bool needs_several(acp_job *job, acp_member *member)
{
    size_t count = 0, per_app = 0;
    for (acp_entry entry = {0}; acp_entry_next_in(member, &entry); count++)
        per_app += acp_mobileconfig_is_per_app(
            job, acp_member_value_below(member, entry.node, "HostName"));
    return per_app && count > 1;
}

void acp_mobileconfig_connections(acp_mobileconfig *profile, const acp_job_input *input)
{
    acp_names names = {0};
    acp_job *job = profile->job;
    connection c = {.profile = profile, .job = job, .input = input, .first = true};
    acp_member *member = (acp_member *)input->member; /* reads only */
    c.multi_tunnel = needs_several(job, member);
    while (acp_output_fine(job->out) && acp_entry_next_in(member, &c.entry)) {
        c.name = acp_member_value_below(member, c.entry.node, "HostName");
        c.part = part_of(&c, &names);
        make_payload(&c);
        if (!acp_job_is(job, "embed", "true"))
            ignore_rest(&c);
        c.first = false;
    }
    if (c.first && acp_output_fine(job->out))
        acp_output_refuse(job->out, "%s has no host entry: there is no connection to make of it",
                          input->member->name);
}
