/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Protocol, authentication method and IKE identity of a connection, wherever it is described: in a
 * link, in a managed configuration for Android, in the server value of one for iOS. */
#include "check/rules/mobile.h"
#include "check/rules/vpn.h"

/* A value and where it stands; node NULL: not written. */
typedef struct {
    const acp_node *node;
    acp_slice text;
} part;

typedef struct {
    part protocol, method, identity;
    bool ipsec;
    bool link;  /* as opposed to what an MDM sets */
    bool loose; /* blanks and _ are as good as hyphens */
} connection;

static part part_of(const acp_node *parent, const char *name)
{
    const acp_node *node = acp_child_named(parent, name);
    return (part){node, node ? node->value : (acp_slice){0}};
}

static connection of_link(const acp_node *link)
{
    return (connection){.protocol = part_of(link, "protocol"),
                        .method = part_of(link, "authentication"),
                        .identity = part_of(link, "ike-identity"),
                        .link = true};
}

static connection of_android(const acp_node *node)
{
    if (acp_is_listed_connection(node))
        return (connection){.protocol = part_of(node, "vpn_protocol"),
                            .method = part_of(node, "vpn_ipsec_auth_mode"),
                            .identity = part_of(node, "vpn_ipsec_ike_identity"),
                            .loose = true};
    return (connection){.protocol = part_of(node, "vpn_connection_protocol"),
                        .method = part_of(node, "vpn_connection_ipsec_auth_mode"),
                        .identity = part_of(node, "vpn_connection_ipsec_ike_identity"),
                        .loose = true};
}

static connection of_ios(const acp_node *node)
{
    const acp_node *address = acp_remote_address(node);
    const char *at;
    acp_server server;
    if (!address)
        return (connection){0};
    acp_server_parse(address->value, &server, &at);
    connection made = {.ipsec = server.ipsec};
    if (server.method.ptr)
        made.method = (part){address, server.method};
    if (server.identity.ptr)
        made.identity = (part){address, server.identity};
    return made;
}

static const acp_node *next(acp_run *run, const acp_node *last)
{
    if (run->document->kind != ACP_KIND_URI)
        return acp_next_mdm_connection(run->document, last);
    return last ? last->same : acp_rule_first(run, "link");
}

static connection read(const acp_run *run, const acp_node *node)
{
    if (run->document->kind == ACP_KIND_MDM_IOS)
        return of_ios(node);
    connection made = run->document->kind == ACP_KIND_URI ? of_link(node) : of_android(node);
    made.ipsec = acp_slice_equal_nocase(made.protocol.text, ACP_SLICE("IPsec"));
    return made;
}

static acp_place place_of(part what)
{
    return acp_at_part(what.node, NULL, what.text);
}

void acp_mobile_protocol_unknown(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *node = next(run, NULL); node; node = next(run, node)) {
        connection c = read(run, node);
        bool known = acp_slice_is(c.protocol.text, "SSL") ||
                     acp_slice_is(c.protocol.text, "IPsec") || c.ipsec ||
                     (c.link && acp_slice_equal_nocase(c.protocol.text, ACP_SLICE("SSL")));
        bool spelled = c.link || acp_slice_is(c.protocol.text, "SSL") ||
                       acp_slice_is(c.protocol.text, "IPsec");
        if (c.protocol.node && (!known || !spelled))
            acp_say(run, rule->id, place_of(c.protocol),
                    "%.*s is SSL or IPsec%s; here it is \"%.*s\".",
                    ACP_SLICE_ARGS(c.protocol.node->name), c.link ? "" : ", in these letters",
                    ACP_SLICE_ARGS(acp_shown(c.protocol.text)));
    }
}

void acp_mobile_auth_method_unknown(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *node = next(run, NULL); node; node = next(run, node)) {
        connection c = read(run, node);
        if (c.method.node && acp_ipsec_method_of(c.method.text, c.loose) == ACP_METHOD_NONE)
            acp_say(run, rule->id, place_of(c.method),
                    "\"%.*s\" is no method; there are EAP-AnyConnect, EAP-GTC, EAP-MD5, "
                    "EAP-MSCHAPv2 and IKE-RSA.",
                    ACP_SLICE_ARGS(acp_shown(c.method.text)));
    }
}

void acp_mobile_auth_method_without_ipsec(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *node = next(run, NULL); node; node = next(run, node)) {
        connection c = read(run, node);
        part set = c.method.text.len ? c.method : c.link ? c.identity : (part){0};
        bool ssl =
            !c.protocol.text.len || acp_slice_equal_nocase(c.protocol.text, ACP_SLICE("SSL"));
        if (set.text.len && ssl)
            acp_say(run, rule->id, place_of(set),
                    "The protocol of this connection is SSL%s, for which %.*s says nothing.",
                    c.protocol.text.len ? "" : ", as none is named",
                    ACP_SLICE_ARGS(set.node->name));
    }
}

void acp_mobile_ike_identity_ignored(acp_run *run, const acp_rule *rule)
{
    bool managed =
        run->document->kind == ACP_KIND_MDM_ANDROID || run->document->kind == ACP_KIND_MDM_CHROME;
    for (const acp_node *node = next(run, NULL); node; node = next(run, node)) {
        connection c = read(run, node);
        acp_ipsec_method method = acp_ipsec_method_of(c.method.text, c.loose);
        /* A method nobody knows has a finding of its own. */
        bool ignored = c.ipsec ? !c.method.text.len || method == ACP_METHOD_EAP_ANYCONNECT ||
                                     method == ACP_METHOD_IKE_RSA
                               : managed;
        if (c.identity.text.len && ignored)
            acp_say(run, rule->id, place_of(c.identity),
                    c.ipsec ? "The identity is sent with EAP-GTC, EAP-MD5 and EAP-MSCHAPv2 only; "
                              "this connection authenticates with %s."
                            : "The identity is for IPsec, and %s.",
                    !c.ipsec            ? "the protocol of this connection is another"
                    : c.method.text.len ? acp_ipsec_method_name(method)
                                        : "EAP-AnyConnect, as no method is named");
    }
}
