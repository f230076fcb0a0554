/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Members of a set, and the values and places in them. */
#include "check/rules/vpn.h"
#include "set/set_private.h"

acp_member *acp_set_next_member(const acp_set *set, acp_member *last)
{
    acp_member *member = last ? last->next : set->first;
    while (member && !member->document)
        member = member->next;
    return member;
}

acp_member *acp_set_next(const acp_set *set, acp_role role, acp_member *last)
{
    acp_member *member = last ? last->next_of_role : set->first_of[role];
    while (member && !member->document)
        member = member->next_of_role;
    return member;
}

bool acp_set_is_complete(const acp_set *set)
{
    const acp_member *member = set->first;
    while (member && member->document)
        member = member->next;
    return !member;
}

acp_member *acp_set_next_document(const acp_set *set, acp_kind kind, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next(set, ACP_ROLE_DOCUMENT, member);
    while (member && member->kind != kind);
    return member;
}

acp_member *acp_set_next_profile(const acp_set *set, bool mgmt, acp_member *last)
{
    acp_member *member = last;
    do
        member = acp_set_next(set, ACP_ROLE_DOCUMENT, member);
    while (member && member->kind != ACP_KIND_VPN && !(mgmt && member->kind == ACP_KIND_MGMT));
    return member;
}

/* ---- values -------------------------------------------------------------------------------- */

acp_slice acp_member_value(const acp_member *member, const char *path)
{
    return acp_rule_value(&member->run, path);
}

bool acp_member_is(const acp_member *member, const char *path, const char *value)
{
    return acp_slice_is(acp_member_value(member, path), value);
}

const acp_node *acp_member_first(const acp_member *member, const char *path)
{
    return acp_rule_first(&member->run, path);
}

/* The setting a path leads to from one, ACP_NO_SETTING: none. */
static acp_setting_id setting_below(acp_setting_id from, const char *path)
{
    while (from != ACP_NO_SETTING && *path) {
        size_t length = strcspn(path, "/");
        bool attribute = *path == '@';
        from = acp_setting_child(from, path + attribute, length - attribute, attribute);
        path += length + (path[length] == '/');
    }
    return from;
}

acp_slice acp_member_value_below(const acp_member *member, const acp_node *element,
                                 const char *path)
{
    return acp_value_effective(&member->run, setting_below(element->setting, path), element);
}

/* Goes down as far as elements are written. *rest: what is left of the path. */
static const acp_node *descend(const acp_node *from, const char *path, const char **rest)
{
    while (*path && *path != '@') {
        size_t length = strcspn(path, "/");
        acp_setting_id setting = acp_setting_child(from->setting, path, length, false);
        const acp_node *child = setting == ACP_NO_SETTING ? NULL : acp_node_child(from, setting);
        if (!child)
            break;
        from = child;
        path += length + (path[length] == '/');
    }
    *rest = path;
    return from;
}

const acp_node *acp_node_below(const acp_node *element, const char *path)
{
    const char *rest;
    const acp_node *found = descend(element, path, &rest);
    return *rest ? NULL : found;
}

bool acp_set_targets(const acp_set_run *run, unsigned platform)
{
    return run->platforms & platform;
}

bool acp_set_excludes(const acp_set_run *run, unsigned platform)
{
    return run->platforms && !(run->platforms & platform);
}

/* ---- places -------------------------------------------------------------------------------- */

acp_spot acp_spot_value(acp_member *member, const acp_node *node)
{
    return (acp_spot){member, acp_at_value(node)};
}

acp_spot acp_spot_name(acp_member *member, const acp_node *node)
{
    return (acp_spot){member, acp_at_name(node)};
}

acp_spot acp_spot_attribute(acp_member *member, const acp_node *node,
                            const acp_attribute *attribute)
{
    return (acp_spot){member, acp_at_attribute(node, attribute)};
}

acp_spot acp_spot_span(acp_member *member, acp_span span)
{
    return (acp_spot){member, {.span = span}};
}

acp_spot acp_spot_file(acp_member *member)
{
    return (acp_spot){.member = member};
}

acp_spot acp_spot_below(acp_member *member, const acp_node *element, const char *path)
{
    const char *rest;
    const acp_node *found = descend(element, path, &rest);
    if (*rest == '@') {
        const acp_attribute *attribute = acp_node_attribute(found, rest + 1);
        if (attribute)
            return acp_spot_attribute(member, found, attribute);
    }
    return *rest ? acp_spot_name(member, found) : acp_spot_value(member, found);
}

acp_spot acp_spot_setting(acp_member *member, const char *path)
{
    return acp_spot_below(member, member->document->root, path);
}
