/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Managed configurations of the client for Android, on phones and Chromebooks. */
#include "check/rules/mobile.h"
#include "check/rules/vpn.h"
#include "document/datum.h"
#include "schema/types.h"

/* ---- keys and types ------------------------------------------------------------------------ */

static void check_keys(acp_run *run, const acp_rule *rule, const acp_node *parent)
{
    const char *names[64];
    size_t count = 0;
    acp_setting_id id = acp_setting_get(parent->setting)->first_child;
    for (; id != ACP_NO_SETTING && count + 1 < sizeof names / sizeof *names;
         id = acp_setting_get(id)->next)
        names[count++] = acp_setting_get(id)->name;
    names[count] = NULL;
    for (const acp_node *node = acp_node_first_child(parent); node; node = acp_node_next(node)) {
        char name[64];
        if (node->setting != ACP_NO_SETTING)
            continue;
        snprintf(name, sizeof name, "%.*s", ACP_SLICE_ARGS(acp_shown(node->name)));
        const char *nearest = acp_nearest(name, names);
        acp_say(run, rule->id, acp_at_name(node), "The guide names no key \"%s\" here%s%s%s.", name,
                nearest ? "; the nearest is \"" : "", nearest ? nearest : "", nearest ? "\"" : "");
    }
}

void acp_mdm_android_unknown_key(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *at = acp_next_mdm_connection(run->document, NULL); at;
         at = acp_next_mdm_connection(run->document, at))
        if (at->setting != ACP_NO_SETTING)
            check_keys(run, rule, at);
}

static const char *type_name(const acp_datum *datum)
{
    switch (datum->type) {
    case ACP_DATUM_OBJECT: return "an object";
    case ACP_DATUM_ARRAY: return "a list";
    case ACP_DATUM_STRING: return "a text";
    case ACP_DATUM_NUMBER: return "a number";
    case ACP_DATUM_BOOLEAN: return "true or false, without quotes";
    default: return "null";
    }
}

static acp_datum_type type_of(const acp_setting *setting)
{
    return setting->type == ACP_TYPE_BOOLEAN          ? ACP_DATUM_BOOLEAN
           : setting->content == ACP_CONTENT_ELEMENTS ? ACP_DATUM_ARRAY
                                                      : ACP_DATUM_STRING;
}

static void say_type(acp_run *run, const acp_rule *rule, const acp_datum *datum, const char *key,
                     const acp_datum *wanted)
{
    acp_span whole = {datum->span.start, datum->span.start + 1};
    acp_place place = {acp_datum_is_scalar(datum) ? acp_datum_text_span(datum) : whole,
                       run->document->root, NULL};
    if (place.span.start == place.span.end)
        place.span = datum->span;
    acp_say(run, rule->id, place, "%s is %s; here it is %s.", key, type_name(wanted),
            type_name(datum));
}

static void check_types(acp_run *run, const acp_rule *rule, const acp_datum *object,
                        acp_setting_id parent)
{
    for (const acp_datum *member = object->first; member; member = member->next) {
        acp_setting_id id = acp_setting_child(parent, member->key.ptr, member->key.len, false);
        if (id == ACP_NO_SETTING)
            continue;
        const acp_setting *setting = acp_setting_get(id);
        acp_datum wanted = {.type = (uint8_t)type_of(setting)};
        if (member->type != wanted.type) {
            say_type(run, rule, member, setting->name, &wanted);
            continue;
        }
        for (const acp_datum *item = member->first; item; item = item->next) {
            if (item->type == ACP_DATUM_OBJECT)
                check_types(run, rule, item, id);
            else
                say_type(run, rule, item, "An entry of the list",
                         &(acp_datum){.type = ACP_DATUM_OBJECT});
        }
    }
}

void acp_mdm_android_value_type(acp_run *run, const acp_rule *rule)
{
    if (run->document->root->setting != ACP_NO_SETTING && run->document->data)
        check_types(run, rule, run->document->data, run->document->root->setting);
}

/* ---- apps ---------------------------------------------------------------------------------- */

typedef struct {
    const acp_node *allowed, *disallowed;
} app_lists;

static app_lists lists_of(const acp_node *at)
{
    bool listed = acp_is_listed_connection(at);
    return (app_lists){
        acp_child_named(at, listed ? "vpn_allowed_apps" : "vpn_connection_allowed_apps"),
        acp_child_named(at, listed ? "vpn_disallowed_apps" : "vpn_connection_disallowed_apps")};
}

static bool is_set(const acp_node *node)
{
    return node && node->value.len;
}

void acp_mdm_android_allowed_and_disallowed_apps(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *at = acp_next_mdm_connection(run->document, NULL); at;
         at = acp_next_mdm_connection(run->document, at)) {
        app_lists lists = lists_of(at);
        if (!is_set(lists.allowed) || !is_set(lists.disallowed))
            continue;
        bool allowed_last = lists.allowed->whole.start > lists.disallowed->whole.start;
        const acp_node *last = allowed_last ? lists.allowed : lists.disallowed;
        const acp_node *first = allowed_last ? lists.disallowed : lists.allowed;
        acp_rule_report_pair(run, rule, acp_at_name(last), acp_at_name(first),
                             "the other list is here", NULL);
    }
}

static void check_apps(acp_run *run, const acp_rule *rule, const acp_node *list)
{
    if (!is_set(list))
        return;
    acp_slice rest = list->value, item;
    while (acp_slice_next_item(&rest, &item)) {
        if (acp_is_package(item.ptr, item.len))
            continue;
        acp_place place = item.len ? acp_at_part(list, NULL, item) : acp_at_value(list);
        acp_say(run, rule->id, place,
                item.len ? "\"%.*s\" is no name of a package, such as com.example.mail."
                         : "Between two commas%.*s, or at an end of the list, no name stands.",
                ACP_SLICE_ARGS(acp_shown(item)));
    }
}

void acp_mdm_android_app_list_syntax(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *at = acp_next_mdm_connection(run->document, NULL); at;
         at = acp_next_mdm_connection(run->document, at)) {
        app_lists lists = lists_of(at);
        check_apps(run, rule, lists.allowed);
        check_apps(run, rule, lists.disallowed);
    }
}

/* ---- further keys -------------------------------------------------------------------------- */

/* The place that makes a connection the selected one, NULL: it is not. */
static const acp_node *active(const acp_node *at)
{
    if (acp_is_listed_connection(at)) {
        const acp_node *set = acp_child_named(at, "vpn_set_active");
        return set && acp_slice_is(set->value, "true") ? set : NULL;
    }
    const acp_node *set = acp_child_named(at, "vpn_connection_set_active");
    const acp_node *host = acp_child_named(at, "vpn_connection_host");
    if (!is_set(host) || (set && !acp_slice_is(set->value, "true")))
        return NULL;
    return set ? set : host;
}

void acp_mdm_android_several_active(acp_run *run, const acp_rule *rule)
{
    const acp_node *first = NULL;
    for (const acp_node *at = acp_next_mdm_connection(run->document, NULL); at;
         at = acp_next_mdm_connection(run->document, at)) {
        const acp_node *one = active(at);
        if (one && first)
            acp_rule_report_pair(
                run, rule, acp_at_value(one), acp_at_value(first),
                acp_slice_is(first->name, "vpn_connection_host")
                    ? "this one is active unless vpn_connection_set_active is false"
                    : "this one is active as well",
                NULL);
        else if (one)
            first = one;
    }
}

/* The guide does not say what stands between the names. */
static bool is_separator(char c)
{
    return acp_is_space(c) || c == ',' || c == ';';
}

void acp_umbrella_android_va_list(acp_run *run, const acp_rule *rule)
{
    const acp_node *list = acp_child_named(run->document->root, "umbrella_va_fqdns");
    acp_slice rest = list ? list->value : (acp_slice){0};
    while (rest.len) {
        size_t length = 0;
        while (length < rest.len && !is_separator(rest.ptr[length]))
            length++;
        acp_slice item = {rest.ptr, length};
        if (length && !acp_rule_valid("fqdn", item))
            acp_say(run, rule->id, acp_at_part(list, NULL, item),
                    "\"%.*s\" is no full name of a host.", ACP_SLICE_ARGS(acp_shown(item)));
        length += length < rest.len;
        rest = (acp_slice){rest.ptr + length, rest.len - length};
    }
}
