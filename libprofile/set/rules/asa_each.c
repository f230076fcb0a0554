/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "set/rules/asa_each.h"

acp_member *acp_next_asa(const acp_set *set, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next(set, ACP_ROLE_ASA, member);
    while (member && !member->asa);
    return member;
}

bool acp_next_policy(const acp_set *set, acp_route *at)
{
    const acp_asa_policy *policy = at->policy ? at->policy->next : NULL;
    acp_member *member = at->member;
    while (!policy) {
        member = acp_next_asa(set, member);
        if (!member)
            return false;
        policy = member->asa->policies;
    }
    *at = (acp_route){.member = member, .asa = member->asa, .policy = policy};
    return true;
}

static const acp_asa_tunnel *skip_other_tunnels(const acp_asa_tunnel *tunnel)
{
    while (tunnel && !tunnel->remote_access)
        tunnel = tunnel->next;
    return tunnel;
}

bool acp_next_tunnel(const acp_set *set, acp_route *at)
{
    const acp_asa_tunnel *tunnel = at->tunnel ? skip_other_tunnels(at->tunnel->next) : NULL;
    acp_member *member = at->member;
    while (!tunnel) {
        member = acp_next_asa(set, member);
        if (!member)
            return false;
        tunnel = skip_other_tunnels(member->asa->tunnels);
    }
    *at = (acp_route){member, member->asa, tunnel, acp_asa_tunnel_policy(member->asa, tunnel)};
    return true;
}

bool acp_uses_embedded_browser(const acp_route *at)
{
    acp_asa_value browser = acp_asa_tunnel_value(at->asa, at->tunnel, ACP_TG_EXTERNAL_BROWSER);
    return !browser.value.line || acp_cli_is(browser.value, "disable");
}

bool acp_policy_states(const acp_route *at, acp_cli value)
{
    const acp_line *line = value.line;
    if (!line)
        return false;
    while (line->parent)
        line = line->parent;
    acp_cli name = acp_line_word(at->asa->document, line, 1);
    return acp_slice_equal(name.text, at->policy->name.text);
}

acp_spot acp_spot_stated(const acp_route *at, acp_cli value)
{
    return acp_spot_cli(at->member, acp_policy_states(at, value) ? value : at->policy->name);
}

void *acp_kept(const acp_names *kept, const void *thing)
{
    return acp_names_find(kept, (acp_slice){(const char *)&thing, sizeof thing});
}

void acp_keep(acp_set_run *run, acp_names *kept, const void *thing, void *what)
{
    char *key = acp_arena_copy(run->arena, (const char *)&thing, sizeof thing);
    if (key)
        acp_names_enter(kept, run->arena, (acp_slice){key, sizeof thing}, what);
}

bool acp_is_marked(const acp_names *marks, const void *thing)
{
    return acp_kept(marks, thing);
}

bool acp_mark(acp_set_run *run, acp_names *marks, const void *thing)
{
    if (acp_is_marked(marks, thing))
        return false;
    acp_keep(run, marks, thing, marks);
    return true;
}

bool acp_mark_pair(acp_set_run *run, acp_names *marks, const void *first, const void *second)
{
    const void *pair[] = {first, second};
    if (acp_names_find(marks, (acp_slice){(const char *)pair, sizeof pair}))
        return false;
    char *key = acp_arena_copy(run->arena, (const char *)pair, sizeof pair);
    return key && acp_names_enter(marks, run->arena, (acp_slice){key, sizeof pair}, marks);
}

acp_slice acp_folded(acp_set_run *run, acp_slice text)
{
    char *copy = acp_arena_copy(run->arena, text.ptr, text.len);
    for (size_t i = 0; copy && i < text.len; i++)
        copy[i] = acp_lower(copy[i]);
    return (acp_slice){copy, copy ? text.len : 0};
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
