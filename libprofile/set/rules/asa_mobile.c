/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What mobile clients make of an ASA's configuration. */
#include "set/rules/asa_each.h"
#include "set/rules/asa_fault.h"
#include "set/rules/checks.h"

/* ---- names and pages ------------------------------------------------------------------------- */

static bool is_plain(char c)
{
    char lower = acp_lower(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == ' ' || c == '-' ||
           c == '_' || c == '.';
}

static void check_name(acp_set_run *run, const acp_rule *rule, acp_member *member, acp_cli name,
                       const char *what)
{
    size_t i = 0;
    while (i < name.text.len && is_plain(name.text.ptr[i]))
        i++;
    if (i == name.text.len)
        return;
    acp_set_say(run, rule, acp_spot_cli(member, name), NULL, NULL,
                "The %s %.*s has a special character. Mobile clients may fail to connect with "
                "\"Unable to process response from Gateway\".",
                what, ACP_SLICE_ARGS(acp_shown(name.text)));
}

void acp_asa_group_name_special_characters(acp_set_run *run, const acp_rule *rule)
{
    for (acp_route at = {0}; acp_next_tunnel(run->set, &at);) {
        check_name(run, rule, at.member, at.tunnel->name, "name of the tunnel group");
        for (const acp_asa_group_alias *alias = at.tunnel->aliases; alias; alias = alias->next)
            if (alias->enabled)
                check_name(run, rule, at.member, alias->alias, "group alias");
    }
}

void acp_asa_mobile_homepage_ignored(acp_set_run *run, const acp_rule *rule)
{
    for (acp_route at = {0}; acp_next_policy(run->set, &at);) {
        acp_asa_value page = acp_asa_policy_own(at.policy, ACP_GP_HOMEPAGE);
        if (page.items.count)
            acp_set_say(run, rule, acp_spot_cli(at.member, page.value), NULL, NULL,
                        "Group policy %.*s leads users to %.*s once they are connected. Mobile "
                        "clients ignore this.",
                        ACP_SLICE_ARGS(acp_shown(at.policy->name.text)),
                        ACP_SLICE_ARGS(acp_shown(page.value.text)));
    }
}

/* ---- per-app VPN ----------------------------------------------------------------------------- */

#define PER_APP "perapp"

static bool is_base64_digit(char c)
{
    char lower = acp_lower(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
}

/* Characters before the first that cannot stand there; text.len: it is Base64. A length that fours
 * do not make up is a fault behind its end. */
static bool find_fault(acp_slice text, size_t *fault)
{
    size_t digits = 0;
    while (digits < text.len && is_base64_digit(text.ptr[digits]))
        digits++;
    size_t end = digits;
    while (end < text.len && end < digits + 2 && text.ptr[end] == '=')
        end++;
    *fault = end;
    return end < text.len || text.len % 4 != 0;
}

/* The line whose part of the joined text has a position; behind the end the last. */
static acp_cli line_of(const acp_asa_custom_data *data, size_t position)
{
    const acp_asa_custom_value *value = data->values;
    while (value->next && position >= value->value.text.len) {
        position -= value->value.text.len;
        value = value->next;
    }
    return value->value;
}

static void check_per_app(acp_set_run *run, const acp_rule *rule, acp_member *member,
                          const acp_asa_custom_data *data)
{
    size_t fault;
    if (!data->values || !find_fault(data->joined, &fault))
        return;
    acp_spot at = acp_spot_cli(member, line_of(data, fault));
    if (fault < data->joined.len)
        acp_set_say(run, rule, at, NULL, NULL,
                    "The list of apps %.*s is no Base64: character %zu of its value cannot stand "
                    "there. Clients cannot read which apps may use the tunnel.",
                    ACP_SLICE_ARGS(acp_shown(data->name.text)), fault + 1);
    else
        acp_set_say(run, rule, at, NULL, NULL,
                    "The list of apps %.*s is no whole Base64: its %zu characters are not a "
                    "multiple of four. Clients cannot read which apps may use the tunnel.",
                    ACP_SLICE_ARGS(acp_shown(data->name.text)), data->joined.len);
}

void acp_asa_perapp_value_not_base64(acp_set_run *run, const acp_rule *rule)
{
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));)
        for (const acp_asa_custom_data *data = member->asa->custom_data; data; data = data->next)
            if (acp_cli_is(data->type, PER_APP))
                check_per_app(run, rule, member, data);
}

/* Where per-app VPN is first configured; line NULL: it is not. */
static acp_cli find_per_app(const acp_asa *asa)
{
    const acp_asa_custom_attr *type = acp_asa_find_custom_attr(asa, ACP_SLICE(PER_APP));
    if (type)
        return type->type;
    const acp_asa_custom_data *data = asa->custom_data;
    while (data && !acp_cli_is(data->type, PER_APP))
        data = data->next;
    return data ? data->type : (acp_cli){0};
}

void acp_asa_perapp_asa_too_old(acp_set_run *run, const acp_rule *rule)
{
    static const acp_release first_good = {.part = {9, 3, 1}, .count = 3};
    for (acp_member *member = NULL; (member = acp_next_asa(run->set, member));) {
        const acp_asa *asa = member->asa;
        acp_cli type = find_per_app(asa);
        if (!type.line || !asa->software.count ||
            acp_release_compare(asa->software, first_good) >= 0)
            continue;
        acp_spot there = acp_spot_cli(member, type);
        acp_set_say(run, rule, acp_spot_cli(member, asa->version), &there, "per-app VPN is here",
                    "ASA %.*s is older than 9.3(1), the first with per-app VPN. It does not tell "
                    "clients which apps may use the tunnel.",
                    ACP_SLICE_ARGS(acp_shown(asa->version.text)));
    }
}
