/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/rules/mobile.h"

#include "check/rules/mobile.h"
#include "mobile/embedded.h"

/* ---- links ----------------------------------------------------------------------------------- */

bool acp_next_link(const acp_set *set, acp_link_at *at)
{
    const acp_node *node = at->node ? at->node->same : NULL;
    while (!node) {
        at->member = acp_set_next_document(set, ACP_KIND_URI, at->member);
        if (!at->member)
            return false;
        node = acp_member_first(at->member, "link");
    }
    at->node = node;
    at->action = acp_child_value(node, "action");
    return true;
}

bool acp_has_links(const acp_set *set)
{
    return acp_next_link(set, &(acp_link_at){0});
}

const acp_node *acp_link_at_parameter(const acp_link_at *at, const char *name)
{
    return acp_child_named(at->node, name);
}

acp_slice acp_link_at_value(const acp_link_at *at, const char *name)
{
    return acp_child_value(at->node, name);
}

/* ---- MDM configurations ---------------------------------------------------------------------- */

acp_member *acp_next_mdm(const acp_set *set, uint32_t kinds, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next(set, ACP_ROLE_DOCUMENT, member);
    while (member && (!member->document || !member->document->root || member->kind < 0 ||
                      !(kinds >> member->kind & 1)));
    return member;
}

const acp_node *acp_next_mdm_settings(const acp_member *member, const acp_node **connection)
{
    if (member->kind != ACP_KIND_MDM_IOS) {
        *connection = *connection ? NULL : member->document->root;
        return *connection;
    }
    while ((*connection = acp_next_mdm_connection(member->document, *connection))) {
        const acp_node *settings = acp_vendor_settings(*connection);
        if (settings)
            return settings;
    }
    return NULL;
}

const acp_node *acp_mdm_setting(const acp_member *member, const char *ios, const char *android)
{
    const acp_node *connection = NULL, *settings;
    while ((settings = acp_next_mdm_settings(member, &connection))) {
        const acp_node *node =
            acp_child_named(settings, member->kind == ACP_KIND_MDM_IOS ? ios : android);
        if (node)
            return node;
    }
    return NULL;
}

acp_document *acp_mdm_profile(acp_set_run *run, const acp_member *member, const acp_node **at)
{
    acp_arena arena = {0};
    acp_embedded embedded;
    acp_document *document = NULL;
    acp_read_options read = {.format = ACP_FORMAT_XML, .kind = ACP_KIND_VPN};
    const acp_node *node =
        acp_mdm_setting(member, "VpnConnectionProfile", "vpn_connection_profile");
    bool base64 = node && node->value.len && *node->value.ptr != '<';
    *at = node;
    if (!node || !node->value.len || (base64 && member->kind == ACP_KIND_MDM_IOS))
        return NULL;
    acp_findings *findings = acp_findings_new();
    acp_status status = findings ? ACP_DAMAGED : ACP_NO_MEMORY;
    if (findings &&
        acp_embedded_take(&arena, member->document, node, base64, &embedded, &run->no_memory))
        status = acp_document_read_memory("profile.xml", embedded.bytes.ptr, embedded.bytes.len,
                                          &read, findings, &document);
    run->no_memory |= status == ACP_NO_MEMORY;
    acp_findings_free(findings);
    acp_arena_free(&arena);
    if (status == ACP_OK && document->root)
        return document;
    acp_document_free(document);
    return NULL;
}

/* ---- where they lead ------------------------------------------------------------------------- */

bool acp_entry_of_address(acp_slice address, bool ipsec, acp_entry *out)
{
    acp_address parts;
    *out = (acp_entry){.ipsec = ipsec, .port = 443};
    if (!address.len || !acp_address_parse(address, &parts))
        return false;
    out->host = parts.host;
    out->group = parts.path;
    return parts.host.len > 0;
}

bool acp_entry_of_connection(const acp_member *member, const acp_node *connection, acp_entry *out)
{
    if (member->kind == ACP_KIND_MDM_IOS) {
        const acp_node *address = acp_remote_address(connection);
        const char *where;
        acp_server server;
        *out = (acp_entry){.port = 443};
        if (!address || acp_server_parse(address->value, &server, &where))
            return false;
        out->host = server.host;
        out->group = server.group;
        out->ipsec = server.ipsec;
        return server.host.len > 0;
    }
    bool listed = acp_is_listed_connection(connection);
    acp_slice protocol =
        acp_child_value(connection, listed ? "vpn_protocol" : "vpn_connection_protocol");
    return acp_entry_of_address(
        acp_child_value(connection, listed ? "vpn_host" : "vpn_connection_host"),
        acp_slice_equal_nocase(protocol, ACP_SLICE("IPsec")), out);
}

bool acp_entry_of_link(const acp_link_at *at, acp_entry *out)
{
    return acp_entry_of_address(
        acp_link_at_value(at, "host"),
        acp_slice_equal_nocase(acp_link_at_value(at, "protocol"), ACP_SLICE("IPsec")), out);
}

/* ---- entries by name ------------------------------------------------------------------------- */

/* The first of a name stays. */
static void enter(acp_set_run *run, acp_named_entries *to, acp_slice name, acp_spot at,
                  const acp_entry *entry)
{
    if (!name.len || acp_names_find(&to->names, name))
        return;
    acp_named_entry *named = acp_arena_alloc(run->arena, sizeof *named);
    if (!named || !acp_names_enter(&to->names, run->arena, name, named)) {
        run->no_memory = true;
        return;
    }
    named->at = at;
    named->entry = *entry;
    to->count++;
}

static void enter_profiles(acp_set_run *run, acp_named_entries *to)
{
    for (acp_entry entry = {0}; acp_entry_next(run->set, false, &entry);)
        enter(run, to, acp_member_value_below(entry.member, entry.node, "HostName"),
              acp_spot_below(entry.member, entry.node, "HostName"), &entry);
}

/* The document is gone later, its texts are copied. */
static void enter_embedded(acp_set_run *run, acp_named_entries *to, acp_member *member)
{
    static const acp_entry unknown = {0};
    const acp_node *at;
    acp_document *document = acp_mdm_profile(run, member, &at);
    const acp_node *list = document ? acp_child_named(document->root, "ServerList") : NULL;
    const acp_node *node = list ? acp_child_named(list, "HostEntry") : NULL;
    for (; node; node = acp_next_named(node)) {
        acp_slice name = acp_child_value(node, "HostName");
        const char *copy = name.len ? acp_arena_copy(run->arena, name.ptr, name.len) : NULL;
        if (copy)
            enter(run, to, (acp_slice){copy, name.len}, acp_spot_name(member, at), &unknown);
    }
    acp_document_free(document);
}

/* Without a name an entry has that of its host. */
static const acp_node *name_of(const acp_member *member, const acp_node *connection)
{
    if (member->kind == ACP_KIND_MDM_IOS)
        return acp_child_named(connection, "UserDefinedName");
    bool listed = acp_is_listed_connection(connection);
    const acp_node *name = acp_child_named(connection, listed ? "vpn_name" : "vpn_connection_name");
    if (name && name->value.len)
        return name;
    return acp_child_named(connection, listed ? "vpn_host" : "vpn_connection_host");
}

static void enter_managed(acp_set_run *run, acp_named_entries *to, acp_member *member)
{
    const acp_node *at = NULL;
    while ((at = acp_next_mdm_connection(member->document, at))) {
        const acp_node *name = name_of(member, at);
        acp_entry entry;
        acp_entry_of_connection(member, at, &entry);
        if (name)
            enter(run, to, name->value, acp_spot_value(member, name), &entry);
    }
    enter_embedded(run, to, member);
}

void acp_find_named_entries(acp_set_run *run, acp_named_entries *out)
{
    acp_member *member = NULL;
    *out = (acp_named_entries){0};
    if (!acp_has_links(run->set))
        return;
    enter_profiles(run, out);
    while ((member = acp_next_mdm(
                run->set, ACP_MDM_IOS_BIT | ACP_MDM_PHONE_BIT | ACP_MDM_CHROME_BIT, member)))
        enter_managed(run, out, member);
    for (acp_link_at at = {0}; acp_next_link(run->set, &at);) {
        const acp_node *name = acp_link_at_parameter(&at, "name");
        acp_entry entry;
        acp_entry_of_link(&at, &entry);
        if (name && acp_slice_is(at.action, "create"))
            enter(run, out, name->value, acp_spot_value(at.member, name), &entry);
    }
}
