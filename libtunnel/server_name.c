/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "libtunnel/server_name.h"

#include <string.h>

/* What a wildcard name covers: the * is its whole first label, and at least two follow. Others that
 * hold a * are ignored. */
static bool is_wildcard(tunnel_text_t name)
{
    if (name.len < 3 || name.ptr[0] != '*' || name.ptr[1] != '.')
        return false;
    const char *rest = name.ptr + 2, *end = name.ptr + name.len;
    const char *dot = memchr(rest, '.', (size_t)(end - rest));
    return !memchr(rest, '*', (size_t)(end - rest)) && dot && dot > rest && dot + 1 < end;
}

static bool covers_name(tunnel_text_t name, tunnel_text_t host)
{
    name = tunnel_without_dot(name);
    if (!name.len || !memchr(name.ptr, '*', name.len))
        return tunnel_same_name(name, host);
    const char *dot = host.len ? memchr(host.ptr, '.', host.len) : NULL;
    if (!is_wildcard(name) || !dot || dot == host.ptr)
        return false;
    tunnel_text_t below = {dot + 1, host.len - (size_t)(dot - host.ptr) - 1};
    return tunnel_same_name((tunnel_text_t){name.ptr + 2, name.len - 2}, below);
}

/* An address is that of an entry that is one, never a name. */
static bool is_target(tunnel_text_t name, const tunnel_host *target)
{
    uint8_t bytes[16];
    if (target->family)
        return tunnel_ip_parse(name, bytes) == target->family &&
               memcmp(bytes, target->bytes, sizeof bytes) == 0;
    return covers_name(name, tunnel_text_of(target->host));
}

static bool any_is_target(tunnel_texts names, const tunnel_host *target)
{
    for (size_t i = 0; i < names.count; i++)
        if (is_target(names.items[i], target))
            return true;
    return false;
}

tunnel_server_name_source tunnel_compare_names(const tunnel_server_names *san,
                                               const tunnel_dn *subject, const tunnel_host *target,
                                               bool *same)
{
    if (san->dns.count || (target->family && san->ip.count)) {
        *same = any_is_target(target->family ? san->ip : san->dns, target);
        return TUNNEL_SERVER_NAMES_SAN;
    }
    for (size_t i = 0; i < subject->count; i++)
        if (subject->items[i].attribute == DN_CN) {
            *same = is_target(subject->items[i].value, target);
            return TUNNEL_SERVER_NAMES_CN;
        }
    *same = false;
    return TUNNEL_SERVER_NAMES_NONE;
}

bool tunnel_server_rule_covers(tunnel_text_t rule, tunnel_text_t name)
{
    if (rule.len && *rule.ptr == '*') {
        rule.ptr++;
        rule.len--;
        if (!rule.len || *rule.ptr != '.')
            return false;
    }
    if (!rule.len || *rule.ptr != '.')
        return rule.len && tunnel_same_name(rule, name);
    rule = tunnel_without_dot(rule);
    name = tunnel_without_dot(name);
    if (rule.len < 2 || name.len <= rule.len)
        return false;
    tunnel_text_t tail = {name.ptr + (name.len - rule.len), rule.len};
    return tunnel_same_name(tail, rule);
}
