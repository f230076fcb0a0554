/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Addresses of gateways and of the servers that prove a trusted network. */
#include "check/rules/common.h"
#include "check/rules/vpn.h"

#define HOST_ENTRY "ServerList/HostEntry/"

/* Where addresses of gateways stand; the first is an entry's own address. */
static const char *const address_paths[] = {
    HOST_ENTRY "HostAddress",
    HOST_ENTRY "BackupServerList/HostAddress",
    HOST_ENTRY "LoadBalancingServerList/HostAddress",
    "ClientInitialization/BackupServerList/HostAddress",
};
enum { ADDRESS_PATHS = sizeof address_paths / sizeof *address_paths };

/* ---- gateways by their host ---------------------------------------------------------------- */

typedef bool host_test(acp_slice host);

/* Reports every element whose host is one the test finds fault with. A HostName counts where it
 * stands in for a missing HostAddress. */
static void report_hosts(acp_run *run, const acp_rule *rule, host_test *at_fault)
{
    acp_address address;
    for (int i = 0; i < ADDRESS_PATHS; i++)
        for (const acp_node *node = acp_rule_first(run, address_paths[i]); node; node = node->same)
            if (acp_address_parse(node->value, &address) && at_fault(address.host))
                acp_rule_report(run, rule, acp_at_value(node));
    acp_setting_id own_address = acp_rule_setting(run, address_paths[0]);
    const acp_node *name = acp_rule_first(run, HOST_ENTRY "HostName");
    for (; name; name = name->same) {
        const acp_node *written = acp_node_child(name->parent, own_address);
        if ((!written || !written->value.len) && at_fault(name->value))
            acp_rule_report(run, rule, acp_at_value(name));
    }
}

static bool is_link_local(acp_slice host)
{
    return acp_rule_valid("link-local", host);
}

static bool is_not_public(acp_slice host)
{
    return acp_rule_valid("not-public", host);
}

static bool is_ipv4(acp_slice host)
{
    return acp_rule_valid("ipv4", host);
}

static bool is_ipv6(acp_slice host)
{
    return acp_rule_valid("ipv6", host);
}

void acp_host_address_link_local(acp_run *run, const acp_rule *rule)
{
    report_hosts(run, rule, is_link_local);
}

void acp_host_address_not_public(acp_run *run, const acp_rule *rule)
{
    report_hosts(run, rule, is_not_public);
}

void acp_ip_protocol_excludes_host(acp_run *run, const acp_rule *rule)
{
    acp_slice protocols = acp_rule_value(run, "ClientInitialization/IPProtocolSupport");
    if (acp_slice_is(protocols, "IPv4"))
        report_hosts(run, rule, is_ipv6);
    else if (acp_slice_is(protocols, "IPv6"))
        report_hosts(run, rule, is_ipv4);
}

/* ---- entries without address -------------------------------------------------------------- */

/* An element that is meant to be the address: the structure check names it, and an echo that there
 * is no address would send the user looking for a second mistake. */
static bool has_misspelled_address(const acp_node *entry)
{
    for (const acp_node *child = acp_node_first_child(entry); child; child = acp_node_next(child))
        if (child->setting == ACP_NO_SETTING &&
            (acp_distance(acp_local_name(child->name), ACP_SLICE("HostAddress"), 2) <= 2 ||
             acp_slice_is(acp_local_name(child->name), "ServerAddress")))
            return true;
    return false;
}

void acp_host_address_missing(acp_run *run, const acp_rule *rule)
{
    acp_setting_id address_id = acp_rule_setting(run, HOST_ENTRY "HostAddress");
    const acp_node *name = acp_rule_first(run, HOST_ENTRY "HostName");
    for (; name; name = name->same) {
        const acp_node *entry = name->parent;
        const acp_node *address = acp_node_child(entry, address_id);
        if ((address && address->value.len) || acp_rule_valid("fqdn", name->value) ||
            acp_rule_valid("ip", name->value) || has_misspelled_address(entry))
            continue;
        acp_address parts;
        bool decorated = acp_address_parse(name->value, &parts) &&
                         (parts.port.len || parts.path.len || parts.scheme.len || parts.bracketed);
        acp_note note = {
            .detail = decorated ? "Without HostAddress the client takes the HostName itself as the "
                                  "address, and there only a bare DNS name or IP address counts: "
                                  "no scheme, port, path or brackets."
                                : NULL,
        };
        acp_report_at(run, rule, address ? acp_at_value(address) : acp_at_name(entry), &note);
    }
}

/* ---- addresses that cannot be read --------------------------------------------------------- */

static bool holds(acp_slice text, char c)
{
    return text.len && memchr(text.ptr, c, text.len);
}

static bool holds_space(acp_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (acp_is_space(text.ptr[i]))
            return true;
    return false;
}

static acp_slice after(acp_slice text, size_t count)
{
    return (acp_slice){text.ptr + count, text.len - count};
}

static acp_slice until(acp_slice text, char c)
{
    const char *end = text.len ? memchr(text.ptr, c, text.len) : NULL;
    return (acp_slice){text.ptr, end ? (size_t)(end - text.ptr) : text.len};
}

static bool is_dots_and_digits(acp_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '.' && (text.ptr[i] < '0' || text.ptr[i] > '9'))
            return false;
    return true;
}

/* What is wrong with a host name that is not one. */
static const char *fault_of_name(acp_slice host)
{
    if (!host.len)
        return "there is no host in it";
    if (host.ptr[0] == '.' || acp_slice_find(host, ACP_SLICE("..")))
        return "a part of the name between dots is empty";
    if (is_dots_and_digits(host))
        return "it is not a complete IPv4 address of four numbers up to 255";
    return "a host name has letters, digits, hyphens and dots only, no hyphen at the start or end "
           "of a part, and at most 63 characters between two dots";
}

/* What is wrong with [IPV6], [IPV6]:PORT, and an IPv6 address that lacks its brackets. */
static const char *fault_of_brackets(acp_slice authority)
{
    if (authority.ptr[0] != '[')
        return "it has several colons but is no IPv6 address; with a port or a path an IPv6 "
               "address stands in brackets, as in [2001:db8::1]:443";
    acp_slice inside = until(after(authority, 1), ']');
    if (inside.len + 1 == authority.len)
        return "the bracket around the IPv6 address is not closed";
    if (!acp_rule_valid("ipv6", inside))
        return "what stands in brackets is not an IPv6 address";
    acp_slice rest = after(authority, inside.len + 2);
    return rest.len && rest.ptr[0] != ':' ? "behind the bracket only :port or /path may follow"
                                          : "the port is not a number from 1 to 65535";
}

static const char *fault_of_address(acp_slice text)
{
    acp_address address;
    const char *scheme_end = acp_slice_find(text, ACP_SLICE("://"));
    if (holds_space(text))
        return "there is a blank in it";
    if (scheme_end) {
        acp_slice scheme = {text.ptr, (size_t)(scheme_end - text.ptr)};
        if (!acp_slice_equal_nocase(scheme, ACP_SLICE("https")))
            return "of all schemes only https:// may stand in front of the host";
        text = after(text, scheme.len + 3);
    }
    acp_slice authority = until(text, '/');
    if (acp_address_parse(authority, &address))
        return "a character behind the / cannot stand in a path";
    acp_slice host = until(authority, ':');
    if (holds(authority, '[') ||
        (host.len < authority.len && holds(after(authority, host.len + 1), ':')))
        return fault_of_brackets(authority);
    if (host.len < authority.len && !acp_rule_valid("port", after(authority, host.len + 1)))
        return "the port is not a number from 1 to 65535";
    return fault_of_name(host);
}

void acp_host_address_malformed(acp_run *run, const acp_rule *rule)
{
    acp_address address;
    for (int i = 0; i < ADDRESS_PATHS; i++) {
        const acp_node *node = acp_rule_first(run, address_paths[i]);
        for (; node; node = node->same) {
            acp_slice value = node->value;
            /* wildcards have a rule of their own, and are seen in load-balancing lists */
            if (!value.len || holds(value, '*') || acp_address_parse(value, &address))
                continue;
            acp_say(run, rule->id, acp_at_value(node),
                    "\"%.*s\" cannot be read as an address: %s. The client cannot connect to it.",
                    ACP_SLICE_ARGS(acp_shown(value)), fault_of_address(value));
        }
    }
}

/* ---- trusted HTTPS servers ------------------------------------------------------------------ */

#define TRUSTED_SERVER                                                                             \
    "ClientInitialization/AutomaticVPNPolicy/TrustedHttpsServerList/TrustedHttpsServer/"

static const char *fault_of_trusted_address(acp_slice value)
{
    acp_address address;
    if (!value.len)
        return "Address is empty";
    if (acp_slice_find(value, ACP_SLICE("://")))
        return "Address takes the host alone, without https:// or another scheme";
    if (!acp_address_parse(value, &address))
        return "Address is neither a DNS name nor an IP address";
    return address.path.len || holds(value, '/') ? "Address takes the host alone, without a path"
                                                 : "Address takes the host alone, the port stands "
                                                   "in Port";
}

static void report_trusted(acp_run *run, const acp_rule *rule, const acp_node *node,
                           const char *fault)
{
    acp_say(run, rule->id, acp_at_value(node),
            "%s. The client cannot ask this server, so that it never proves the network to be "
            "trusted.",
            fault);
}

void acp_trusted_server_address(acp_run *run, const acp_rule *rule)
{
    const acp_node *node = acp_rule_first(run, TRUSTED_SERVER "Address");
    for (; node; node = node->same)
        if (!acp_rule_valid("host", node->value))
            report_trusted(run, rule, node, fault_of_trusted_address(node->value));
    node = acp_rule_first(run, TRUSTED_SERVER "Port");
    for (; node; node = node->same)
        if (!acp_rule_valid("port", node->value))
            report_trusted(run, rule, node,
                           node->value.len ? "Port is not a whole number from 1 to 65535"
                                           : "Port is empty");
}
