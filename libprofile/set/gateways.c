/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/gateways.h"

static bool is_headend(const acp_member *member)
{
    return member->document && (member->asa || member->iosxe);
}

static bool is_single(const acp_set *set)
{
    size_t count = 0;
    for (acp_role role = ACP_ROLE_ASA; role <= ACP_ROLE_IOS_XE; role++)
        for (acp_member *member = NULL; (member = acp_set_next(set, role, member));)
            count += is_headend(member);
    return count == 1;
}

/* ACP_ROLE_ASA and ACP_ROLE_IOS_XE stand next to each other. */
_Static_assert(ACP_ROLE_ASA + 1 == ACP_ROLE_IOS_XE, "roles of headends");

/* HOST of the command line may have a port and brackets, as addresses have. */
static bool is_named_for(const acp_member *member, const acp_entry *entry)
{
    acp_address parts;
    acp_slice host = acp_slice_of(member->host);
    if (acp_address_parse(host, &parts))
        host = parts.host;
    return acp_slice_equal_nocase(host, entry->host);
}

static bool belongs(const acp_set *set, const acp_member *member, const acp_entry *entry)
{
    if (!is_headend(member) || !entry->host.len)
        return false;
    if (member->host)
        return is_named_for(member, entry);
    return (member->asa && acp_asa_serves_host(member->asa, entry->host)) ||
           (member->iosxe && acp_iosxe_serves_host(member->iosxe, entry->host)) || is_single(set);
}

acp_member *acp_entry_next_headend(const acp_set *set, acp_role role, const acp_entry *entry,
                                   acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next(set, role, member);
    while (member && !belongs(set, member, entry));
    return member;
}

bool acp_entry_next_asa(const acp_set *set, const acp_entry *entry, acp_route *route)
{
    acp_member *member = acp_entry_next_headend(set, ACP_ROLE_ASA, entry, route->member);
    if (!member)
        return false;
    const acp_asa_tunnel *tunnel =
        acp_asa_tunnel_of_entry(member->asa, entry->host, entry->group, entry->ipsec);
    *route = (acp_route){member, member->asa, tunnel,
                         tunnel ? acp_asa_tunnel_policy(member->asa, tunnel) : NULL};
    return true;
}

acp_member *acp_next_asa(const acp_set *set, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next(set, ACP_ROLE_ASA, member);
    while (member && !member->asa);
    return member;
}

/* The file a group policy's line names; NULL: the name is not defined. */
static const acp_asa_profile *profile_of(const acp_asa *asa, const acp_asa_attached *attached)
{
    return acp_asa_find_profile(asa, attached->name.text);
}

/* The first of a list of lines that attaches the profile. */
static const acp_asa_attached *find_line(const acp_asa *asa, const acp_asa_attached *line,
                                         const acp_member *profile)
{
    bool mgmt = profile->kind == ACP_KIND_MGMT;
    for (; line; line = acp_asa_next_attached(line)) {
        const acp_asa_profile *file = mgmt ? NULL : profile_of(asa, line);
        if (acp_asa_attached_is(line, mgmt ? "vpn-mgmt" : "user") &&
            (mgmt || (file && acp_slice_is(file->file_name, profile->base))))
            break;
    }
    return line;
}

/* The next ASA, before its first group policy. */
static bool next_asa(const acp_set *set, const acp_member *profile, acp_attachment *at)
{
    acp_member *member = acp_next_asa(set, at->route.member);
    if (!member)
        return false;
    const acp_asa_policy *def = member->asa->default_policy;
    *at = (acp_attachment){.route = {.member = member, .asa = member->asa}};
    at->inherited = def ? find_line(member->asa, def->profiles, profile) : NULL;
    return true;
}

bool acp_next_attachment(const acp_set *set, const acp_member *profile, acp_attachment *at)
{
    acp_route *route = &at->route;
    while (route->asa || next_asa(set, profile, at)) {
        route->policy = route->policy ? route->policy->next : route->asa->policies;
        if (!route->policy) {
            route->asa = NULL;
            continue;
        }
        bool own = route->policy->profiles || route->policy->profiles_none;
        at->line = own ? find_line(route->asa, route->policy->profiles, profile) : at->inherited;
        if (at->line)
            return true;
    }
    return false;
}

acp_member *acp_asa_next_profile_given(const acp_set *set, const acp_asa_profile *profile,
                                       acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next(set, ACP_ROLE_DOCUMENT, member);
    while (member && !acp_slice_is(profile->file_name, member->base));
    return member;
}

/* ---- places -------------------------------------------------------------------------------- */

acp_spot acp_spot_line(acp_member *member, const acp_line *line)
{
    return line ? acp_spot_span(member, line->span) : acp_spot_file(member);
}

acp_spot acp_spot_cli(acp_member *member, acp_cli value)
{
    return value.line ? acp_spot_span(member, value.span) : acp_spot_file(member);
}

acp_spot acp_spot_policy_value(acp_member *member, const acp_asa_policy *policy,
                               acp_asa_value value)
{
    if (value.value.line)
        return acp_spot_span(member, value.value.span);
    return policy ? acp_spot_cli(member, policy->name) : acp_spot_file(member);
}

acp_spot acp_spot_tunnel_value(acp_member *member, const acp_asa_tunnel *tunnel,
                               acp_asa_value value)
{
    if (value.value.line)
        return acp_spot_span(member, value.value.span);
    return tunnel ? acp_spot_cli(member, tunnel->name) : acp_spot_file(member);
}

acp_slice acp_words_shown(acp_set_run *run, acp_cli_list words)
{
    char text[256] = "";
    size_t used = 0;
    for (size_t i = 0; i < words.count && used < sizeof text; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%.*s", i ? " " : "",
                                 ACP_SLICE_ARGS(words.items[i].text));
    acp_clip_text(text);
    const char *copy = acp_arena_copy(run->arena, text, strlen(text));
    return (acp_slice){copy, copy ? strlen(copy) : 0};
}
