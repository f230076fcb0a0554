/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* IOS-XE: interfaces, pools, access lists, address translation. */
#include "headend/iosxe_read.h"
#include "headend/shared.h"

size_t acp_iosxe_interface_key(acp_slice name, char *key)
{
    size_t length = 0;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] != ' ' && name.ptr[i] != '\t')
            key[length++] = acp_lower(name.ptr[i]);
    return length;
}

/* "Virtual-Template 100" in two words is Virtual-Template100: the name as one value. */
static acp_cli interface_name(acp_iosxe_reader *reader, const acp_line *line, uint32_t *at)
{
    acp_cli name = acp_iosxe_word(reader, line, 1), number = acp_iosxe_word(reader, line, 2);
    *at = 2;
    char c = number.text.len ? number.text.ptr[0] : 0;
    if (c < '0' || c > '9')
        return name;
    *at = 3;
    char *text = acp_arena_alloc(reader->arena, name.text.len + number.text.len);
    if (!text)
        return name;
    memcpy(text, name.text.ptr, name.text.len);
    memcpy(text + name.text.len, number.text.ptr, number.text.len);
    name.text = (acp_slice){text, name.text.len + number.text.len};
    name.span.end = number.span.end;
    return name;
}

static acp_iosxe_interface *interface_of(acp_iosxe_reader *reader, const acp_line *line,
                                         uint32_t *at)
{
    static const acp_slice template = ACP_SLICE("virtual-template");
    acp_cli name = interface_name(reader, line, at);
    char *text = acp_arena_alloc(reader->arena, name.text.len);
    if (!text)
        return NULL;
    acp_slice key = {text, acp_iosxe_interface_key(name.text, text)};
    acp_iosxe_interface *interface = acp_iosxe_named(reader, ACP_IOSXE_NAME_INTERFACE, key);
    if (interface)
        return interface;
    interface = ACP_IOSXE_NEW(reader, acp_iosxe_interface);
    if (!interface)
        return NULL;
    interface->line = line;
    interface->name = name;
    if (key.len > template.len && memcmp(key.ptr, template.ptr, template.len) == 0) {
        acp_cli number = {.text = {key.ptr + template.len, key.len - template.len}};
        long value = acp_cli_number(number);
        interface->template_number = value > 0 ? (uint32_t)value : 0;
    }
    acp_iosxe_enter(reader, ACP_IOSXE_NAME_INTERFACE, key, interface);
    ACP_IOSXE_APPEND(reader->interfaces, interface);
    return interface;
}

static void take_interface_line(acp_iosxe_reader *reader, const acp_line *line,
                                acp_iosxe_interface *interface)
{
    const struct {
        const char *command;
        uint32_t word;
        acp_cli *value;
    } rows[] = {{"ip unnumbered *", 2, &interface->unnumbered},
                {"ip nat inside|ip nat outside", 2, &interface->nat},
                {"tunnel mode *", 2, &interface->tunnel_mode},
                {"tunnel protection ipsec profile *", 4, &interface->protection}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (acp_iosxe_has(reader, line, 0, rows[i].command))
            *rows[i].value = acp_iosxe_value(reader, line, rows[i].word);
    if (acp_iosxe_has(reader, line, 0, "shutdown"))
        interface->shutdown = !line->no;
    bool secondary = acp_iosxe_has(reader, line, line->count - 1, "secondary");
    if (!acp_iosxe_has(reader, line, 0, "ip address *") || secondary)
        return;
    interface->address = acp_iosxe_value(reader, line, 2);
    interface->mask = acp_iosxe_value(reader, line, 3);
    interface->ip = acp_ip_parse(interface->address.text);
}

/* interface NAME [type tunnel]; several sections of one name add up (004:L305-325, L349-355) */
void acp_iosxe_read_interface(acp_iosxe_reader *reader, const acp_line *line)
{
    uint32_t at;
    acp_iosxe_interface *interface = line->no ? NULL : interface_of(reader, line, &at);
    if (!interface)
        return;
    if (acp_iosxe_has(reader, line, at, "type *"))
        interface->type = acp_iosxe_word(reader, line, at + 1);
    for (const acp_line *below = line->first; below; below = below->next)
        take_interface_line(reader, below, interface);
    acp_cli_list ipv6 = acp_ipv6_addresses(reader->arena, reader->document, line);
    if (ipv6.count)
        interface->ipv6 = ipv6;
}

/* ip local pool NAME LOW [HIGH] */
void acp_iosxe_read_pool(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_pool *pool =
        line->no || line->count < 5 ? NULL : ACP_IOSXE_NEW(reader, acp_iosxe_pool);
    if (!pool)
        return;
    pool->line = line;
    pool->name = acp_iosxe_word(reader, line, 3);
    pool->low = acp_iosxe_word(reader, line, 4);
    pool->high = acp_iosxe_word(reader, line, 5);
    acp_ip low = acp_ip_parse(pool->low.text), high = acp_ip_parse(pool->high.text);
    if (!high.family)
        high = low;
    if (low.family && low.family == high.family && acp_ip_compare(low, high) <= 0)
        pool->range = (acp_ip_range){low, high};
    acp_iosxe_enter(reader, ACP_IOSXE_NAME_POOL, pool->name.text, pool);
    ACP_IOSXE_APPEND(reader->pools, pool);
}

/* ---- access lists ---------------------------------------------------------------------------- */

typedef struct {
    acp_iosxe_acl acl;
    const acp_iosxe_ace **entries;
} acl_builder;

static acl_builder *acl_of(acp_iosxe_reader *reader, const acp_line *line, acp_cli name)
{
    acl_builder *made = acp_iosxe_named(reader, ACP_IOSXE_NAME_ACL, name.text);
    if (made)
        return made;
    made = ACP_IOSXE_NEW(reader, acl_builder);
    if (!made)
        return NULL;
    made->acl.line = line;
    made->acl.name = name;
    made->entries = &made->acl.entries;
    acp_iosxe_enter(reader, ACP_IOSXE_NAME_ACL, name.text, made);
    ACP_IOSXE_APPEND(reader->acls, &made->acl);
    return made;
}

/* any | host A | A WILDCARD | A */
static acp_iosxe_address read_address(acp_iosxe_reader *reader, const acp_line *line, uint32_t *at)
{
    acp_iosxe_address address = {0};
    if (acp_iosxe_has(reader, line, *at, "any")) {
        address.any = true;
        address.value = acp_iosxe_word(reader, line, (*at)++);
        address.range = acp_ip_network((acp_ip){.family = 4}, 0);
        return address;
    }
    bool host = acp_iosxe_has(reader, line, *at, "host");
    *at += host;
    address.value = acp_iosxe_word(reader, line, (*at)++);
    acp_ip ip = acp_ip_parse(address.value.text);
    acp_ip wildcard = acp_ip_parse(acp_iosxe_word(reader, line, *at).text);
    int prefix = 32;
    if (!host && wildcard.family == 4) {
        address.wildcard = acp_iosxe_word(reader, line, (*at)++);
        prefix = acp_ip_wildcard_prefix(wildcard);
    }
    if (ip.family == 4)
        address.range = acp_ip_network(ip, prefix);
    return address;
}

/* eq 443, range 1 1023 and the like */
static void pass_ports(acp_iosxe_reader *reader, const acp_line *line, uint32_t *at)
{
    if (acp_iosxe_has(reader, line, *at, "range"))
        *at += 3;
    else if (acp_iosxe_has(reader, line, *at, "eq|gt|lt|neq"))
        *at += 2;
}

/* [NUMBER] permit|deny ..., from the word at on */
static void take_ace(acp_iosxe_reader *reader, const acp_line *line, uint32_t at, acl_builder *made)
{
    at += acp_cli_number(acp_iosxe_word(reader, line, at)) >= 0;
    bool permit = acp_iosxe_has(reader, line, at, "permit");
    if (line->no || (!permit && !acp_iosxe_has(reader, line, at, "deny")))
        return;
    acp_iosxe_ace *ace = ACP_IOSXE_NEW(reader, acp_iosxe_ace);
    if (!ace)
        return;
    ace->line = line;
    ace->permit = permit;
    at++;
    if (made->acl.extended)
        ace->protocol = acp_iosxe_word(reader, line, at++);
    ace->source = read_address(reader, line, &at);
    if (made->acl.extended) {
        pass_ports(reader, line, &at);
        ace->destination = read_address(reader, line, &at);
    }
    ACP_IOSXE_APPEND(made->entries, ace);
}

/* ip access-list standard|extended NAME */
void acp_iosxe_read_acl(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_cli name = acp_iosxe_word(reader, line, 3);
    acl_builder *made = line->no || !name.line ? NULL : acl_of(reader, line, name);
    if (!made)
        return;
    made->acl.extended = acp_iosxe_has(reader, line, 2, "extended");
    for (const acp_line *at = line->first; at; at = at->next)
        take_ace(reader, at, 0, made);
}

/* access-list NUMBER permit ...: 1-99 and 1300-1999 are standard ones */
void acp_iosxe_read_numbered_acl(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_cli name = acp_iosxe_word(reader, line, 1);
    acl_builder *made = line->no || !name.line ? NULL : acl_of(reader, line, name);
    if (!made)
        return;
    long number = acp_cli_number(name);
    made->acl.extended = !(number < 100 || (number >= 1300 && number < 2000));
    take_ace(reader, line, 2, made);
}

/* ip nat inside source list A interface IF overload */
void acp_iosxe_read_nat(acp_iosxe_reader *reader, const acp_line *line)
{
    acp_iosxe_nat *nat = line->no ? NULL : ACP_IOSXE_NEW(reader, acp_iosxe_nat);
    if (!nat)
        return;
    nat->line = line;
    for (uint32_t at = 4; at < line->count; at++) {
        if (acp_iosxe_has(reader, line, at, "list *"))
            nat->acl = acp_iosxe_word(reader, line, ++at);
        else if (acp_iosxe_has(reader, line, at, "interface *"))
            nat->interface = acp_iosxe_word(reader, line, ++at);
        else if (acp_iosxe_has(reader, line, at, "pool *"))
            nat->pool = acp_iosxe_word(reader, line, ++at);
        else if (acp_iosxe_has(reader, line, at, "overload"))
            nat->overload = true;
    }
    ACP_IOSXE_APPEND(reader->nats, nat);
}
