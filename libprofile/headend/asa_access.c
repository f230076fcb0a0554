/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* ASA: pools, access lists, objects and object groups. */
#include "headend/asa_read.h"

static acp_slice part(acp_slice text, size_t from, size_t to)
{
    return (acp_slice){text.ptr + from, to - from};
}

/* 192.168.10.1-192.168.10.100, or one address */
static acp_ip_range range_of(acp_slice text)
{
    const char *dash = text.len ? memchr(text.ptr, '-', text.len) : NULL;
    size_t first = dash ? (size_t)(dash - text.ptr) : text.len;
    acp_ip_range range = {acp_ip_parse(part(text, 0, first)), {0}};
    range.last = dash ? acp_ip_parse(part(text, first + 1, text.len)) : range.first;
    bool usable = range.first.family && range.first.family == range.last.family &&
                  acp_ip_compare(range.first, range.last) <= 0;
    return usable ? range : (acp_ip_range){0};
}

static acp_asa_pool *new_pool(acp_asa_reader *reader, const acp_line *line, acp_asa_name_kind kind)
{
    acp_asa_pool *pool = line->no || line->count < 5 ? NULL : ACP_ASA_NEW(reader, acp_asa_pool);
    if (!pool)
        return NULL;
    pool->line = line;
    pool->name = acp_asa_word(reader, line, 3);
    pool->addresses = acp_asa_word(reader, line, 4);
    acp_asa_enter(reader, kind, pool->name.text, pool);
    return pool;
}

void acp_asa_read_pool(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_pool *pool = new_pool(reader, line, ACP_ASA_NAME_POOL);
    if (!pool)
        return;
    if (acp_asa_has(reader, line, 5, "mask"))
        pool->mask = acp_asa_word(reader, line, 6);
    pool->range = range_of(pool->addresses.text);
    ACP_ASA_APPEND(reader->pools, pool);
}

/* Adds to an address as a number; false: it would pass the last one. */
static bool ip_add(acp_ip *ip, uint32_t count)
{
    for (size_t i = 16; i-- > 0 && count;) {
        count += ip->bytes[i];
        ip->bytes[i] = (uint8_t)count;
        count >>= 8;
    }
    return count == 0;
}

void acp_asa_read_ipv6_pool(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_pool *pool = new_pool(reader, line, ACP_ASA_NAME_IPV6_POOL);
    if (!pool)
        return;
    acp_slice text = pool->addresses.text;
    const char *slash = memchr(text.ptr, '/', text.len);
    acp_ip first = acp_ip_parse(part(text, 0, slash ? (size_t)(slash - text.ptr) : text.len));
    acp_ip last = first;
    long count = acp_cli_number(acp_asa_word(reader, line, 5));
    if (first.family == 6 && count > 0 && ip_add(&last, (uint32_t)(count - 1)))
        pool->range = (acp_ip_range){first, last};
    ACP_ASA_APPEND(reader->ipv6_pools, pool);
}

/* ---- addresses ------------------------------------------------------------------------------- */

/* What a name of "name 10.0.0.1 mailhost" stands for; 0 is short for 0.0.0.0. */
static acp_slice resolved(acp_asa_reader *reader, acp_slice text)
{
    const acp_line *named = acp_asa_named(reader, ACP_ASA_NAME_ADDRESS, text);
    if (named)
        return acp_asa_word(reader, named, 1).text;
    return acp_slice_is(text, "0") ? ACP_SLICE("0.0.0.0") : text;
}

/* host ADDRESS; ADDRESS MASK; ADDRESS/PREFIX */
static void read_network(acp_asa_reader *reader, const acp_line *line, uint32_t *at, bool host,
                         acp_asa_address *address)
{
    address->value = acp_asa_word(reader, line, (*at)++);
    acp_slice text = resolved(reader, address->value.text);
    acp_ip ip = acp_ip_parse(text);
    if (host || ip.family != 4) {
        address->range = acp_ip_network_parse(text);
    } else {
        address->mask = acp_asa_word(reader, line, (*at)++);
        int prefix = acp_ip_mask_prefix(acp_ip_parse(resolved(reader, address->mask.text)));
        address->range = acp_ip_network(ip, prefix);
    }
    address->family = ip.family ? ip.family : address->range.first.family;
    address->kind = address->range.first.family || address->mask.line ? ACP_ASA_ADDRESS_NETWORK
                                                                      : ACP_ASA_ADDRESS_UNREAD;
}

acp_asa_address acp_asa_read_address(acp_asa_reader *reader, const acp_line *line, uint32_t *at)
{
    static const struct {
        const char *word;
        acp_asa_address_kind kind;
        uint8_t family;
        bool named; /* the value is the next word */
    } forms[] = {
        {"any", ACP_ASA_ADDRESS_ANY, 0, false},
        {"any4", ACP_ASA_ADDRESS_ANY, 4, false},
        {"any6", ACP_ASA_ADDRESS_ANY, 6, false},
        {"object", ACP_ASA_ADDRESS_OBJECT, 0, true},
        {"object-group", ACP_ASA_ADDRESS_GROUP, 0, true},
        {"interface", ACP_ASA_ADDRESS_INTERFACE, 0, true},
    };
    acp_asa_address address = {0};
    if (*at >= line->count)
        return address;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!acp_asa_has(reader, line, *at, forms[i].word))
            continue;
        *at += forms[i].named;
        address.kind = forms[i].kind;
        address.family = forms[i].family;
        address.value = acp_asa_word(reader, line, (*at)++);
        return address;
    }
    bool host = acp_asa_has(reader, line, *at, "host");
    *at += host;
    read_network(reader, line, at, host, &address);
    return address;
}

/* ---- access lists ---------------------------------------------------------------------------- */

typedef struct {
    acp_asa_acl acl;
    const acp_asa_ace **entries;
} acl_builder;

static acl_builder *acl_of(acp_asa_reader *reader, const acp_line *line, uint32_t name_at)
{
    acp_cli name = acp_asa_word(reader, line, name_at);
    acl_builder *made = acp_asa_named(reader, ACP_ASA_NAME_ACL, name.text);
    if (made)
        return made;
    made = ACP_ASA_NEW(reader, acl_builder);
    if (!made)
        return NULL;
    made->acl.line = line;
    made->acl.name = name;
    made->entries = &made->acl.entries;
    acp_asa_enter(reader, ACP_ASA_NAME_ACL, name.text, made);
    ACP_ASA_APPEND(reader->acls, &made->acl);
    return made;
}

static acp_asa_port read_port(acp_asa_reader *reader, const acp_line *line, uint32_t *at)
{
    acp_asa_port port = {0};
    bool one = acp_asa_has(reader, line, *at, "eq"),
         range = acp_asa_has(reader, line, *at, "range"),
         other = acp_asa_has(reader, line, *at, "gt") || acp_asa_has(reader, line, *at, "lt") ||
                 acp_asa_has(reader, line, *at, "neq");
    const acp_asa_object_group *group =
        acp_asa_has(reader, line, *at, "object-group")
            ? acp_asa_named(reader, ACP_ASA_NAME_OBJECT_GROUP,
                            acp_asa_word(reader, line, *at + 1).text)
            : NULL;
    bool service = group && acp_cli_is(group->type, "service");
    if (!one && !range && !other && !service)
        return port;
    port.kind = one ? ACP_ASA_PORT_ONE : ACP_ASA_PORT_SEVERAL;
    port.value = acp_asa_word(reader, line, *at + 1);
    *at += range ? 3 : 2;
    return port;
}

/* user-group, user and security-group conditions stand before the address they belong to. */
static void pass_identity(acp_asa_reader *reader, const acp_line *line, uint32_t *at)
{
    for (;;) {
        if (acp_asa_has(reader, line, *at, "security-group"))
            *at += 3;
        else if (acp_asa_has(reader, line, *at, "user") ||
                 acp_asa_has(reader, line, *at, "user-group") ||
                 acp_asa_has(reader, line, *at, "object-group-user") ||
                 acp_asa_has(reader, line, *at, "object-group-security"))
            *at += 2;
        else
            return;
    }
}

static void read_extended(acp_asa_reader *reader, const acp_line *line, uint32_t at,
                          acp_asa_ace *ace)
{
    at += acp_asa_has(reader, line, at, "object-group") || acp_asa_has(reader, line, at, "object");
    ace->protocol = acp_asa_word(reader, line, at++);
    pass_identity(reader, line, &at);
    ace->source = acp_asa_read_address(reader, line, &at);
    ace->source_port = read_port(reader, line, &at);
    pass_identity(reader, line, &at);
    ace->destination = acp_asa_read_address(reader, line, &at);
    ace->destination_port = read_port(reader, line, &at);
    for (; at < line->count; at++)
        ace->inactive |= acp_asa_has(reader, line, at, "inactive");
}

void acp_asa_read_access_list(acp_asa_reader *reader, const acp_line *line)
{
    uint32_t at = acp_asa_has(reader, line, 0, "ipv6") ? 2 : 1;
    acl_builder *made = line->no || at + 1 >= line->count ? NULL : acl_of(reader, line, at++);
    if (!made)
        return;
    if (acp_asa_has(reader, line, at, "line"))
        at += 2;
    bool standard = acp_asa_has(reader, line, at, "standard");
    at += standard || acp_asa_has(reader, line, at, "extended");
    bool permit = acp_asa_has(reader, line, at, "permit");
    if (!permit && !acp_asa_has(reader, line, at, "deny"))
        return; /* remark, ethertype, webtype */
    acp_asa_ace *ace = ACP_ASA_NEW(reader, acp_asa_ace);
    if (!ace)
        return;
    ace->line = line;
    ace->action = permit ? ACP_ASA_ACE_PERMIT : ACP_ASA_ACE_DENY;
    at++;
    if (standard)
        ace->source = acp_asa_read_address(reader, line, &at);
    else
        read_extended(reader, line, at, ace);
    if (!made->acl.count++)
        made->acl.standard = standard;
    ACP_ASA_APPEND(made->entries, ace);
}

/* ---- objects --------------------------------------------------------------------------------- */

static void read_object_line(acp_asa_reader *reader, const acp_line *line, acp_asa_object *object)
{
    uint32_t at = 1;
    if (line->no)
        return;
    if (acp_asa_has(reader, line, 0, "host") || acp_asa_has(reader, line, 0, "subnet")) {
        bool host = acp_asa_has(reader, line, 0, "host");
        object->address = (acp_asa_address){0};
        if (at < line->count)
            read_network(reader, line, &at, host, &object->address);
    } else if (acp_asa_has(reader, line, 0, "range * *")) {
        acp_ip_range range = {acp_ip_parse(acp_asa_word(reader, line, 1).text),
                              acp_ip_parse(acp_asa_word(reader, line, 2).text)};
        bool usable = range.first.family && range.first.family == range.last.family &&
                      acp_ip_compare(range.first, range.last) <= 0;
        object->address = (acp_asa_address){.value = acp_asa_word(reader, line, 1)};
        object->address.kind = usable ? ACP_ASA_ADDRESS_NETWORK : ACP_ASA_ADDRESS_UNREAD;
        object->address.family = range.first.family;
        if (usable)
            object->address.range = range;
    } else if (acp_asa_has(reader, line, 0, "fqdn")) {
        object->address = (acp_asa_address){.kind = ACP_ASA_ADDRESS_FQDN,
                                            .value = acp_asa_word(reader, line, line->count - 1)};
    }
}

/* object network NAME; its nat line is printed in a section of the same header later on */
void acp_asa_read_object(acp_asa_reader *reader, const acp_line *line)
{
    acp_cli name = acp_asa_word(reader, line, 2);
    if (line->no || !name.line)
        return;
    acp_asa_object *object = acp_asa_named(reader, ACP_ASA_NAME_OBJECT, name.text);
    if (!object) {
        object = ACP_ASA_NEW(reader, acp_asa_object);
        if (!object)
            return;
        object->line = line;
        object->name = name;
        acp_asa_enter(reader, ACP_ASA_NAME_OBJECT, name.text, object);
        ACP_ASA_APPEND(reader->objects, object);
    }
    for (const acp_line *at = line->first; at; at = at->next) {
        if (acp_asa_has(reader, at, 0, "nat"))
            acp_asa_read_object_nat(reader, at, object->name);
        else
            read_object_line(reader, at, object);
    }
}

static acp_asa_group_builder *group_of(acp_asa_reader *reader, const acp_line *line)
{
    acp_cli name = acp_asa_word(reader, line, 2);
    acp_asa_group_builder *made = acp_asa_named(reader, ACP_ASA_NAME_OBJECT_GROUP, name.text);
    if (made)
        return made;
    made = ACP_ASA_NEW(reader, acp_asa_group_builder);
    if (!made)
        return NULL;
    made->group.line = line;
    made->group.name = name;
    made->group.type = acp_asa_word(reader, line, 1);
    made->index = reader->own->group_count++;
    made->members = &made->group.members;
    acp_asa_enter(reader, ACP_ASA_NAME_OBJECT_GROUP, name.text, made);
    ACP_ASA_APPEND(reader->object_groups, &made->group);
    return made;
}

void acp_asa_read_object_group(acp_asa_reader *reader, const acp_line *line)
{
    acp_asa_group_builder *made = line->no || line->count < 3 ? NULL : group_of(reader, line);
    if (!made || !acp_cli_is(made->group.type, "network"))
        return;
    for (const acp_line *at = line->first; at; at = at->next) {
        bool nested = acp_asa_has(reader, at, 0, "group-object *");
        if (at->no || (!nested && !acp_asa_has(reader, at, 0, "network-object *")))
            continue;
        acp_asa_member *member = ACP_ASA_NEW(reader, acp_asa_member);
        if (!member)
            return;
        uint32_t word = 1;
        member->line = at;
        if (nested)
            member->address = (acp_asa_address){.kind = ACP_ASA_ADDRESS_GROUP,
                                                .value = acp_asa_word(reader, at, 1)};
        else
            member->address = acp_asa_read_address(reader, at, &word);
        ACP_ASA_APPEND(made->members, member);
    }
}
