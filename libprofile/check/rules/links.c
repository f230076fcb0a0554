/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Links of the anyconnect: scheme. */
#include "check/rules/mobile.h"
#include "check/rules/vpn.h"
#include "document/utf8.h"
#include "document/width.h"
#include "mobile/link.h"

#define NAME_WIDTH 24

/* ---- parameters ---------------------------------------------------------------------------- */

static void say_unknown(acp_run *run, const acp_rule *rule, const acp_node *node, acp_slice action,
                        const char *const *known)
{
    char name[64];
    snprintf(name, sizeof name, "%.*s", ACP_SLICE_ARGS(acp_shown(node->name)));
    const char *nearest = acp_nearest(name, known);
    acp_say(run, rule->id, acp_at_name(node), "The action %.*s has no parameter \"%s\"%s%s%s.",
            ACP_SLICE_ARGS(action), name, nearest ? "; the nearest is \"" : "",
            nearest ? nearest : "", nearest ? "\"" : "");
}

void acp_uri_unknown_parameter(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *link = acp_rule_first(run, "link"); link; link = link->same) {
        acp_slice action = acp_child_value(link, "action");
        const char *const *known = acp_link_parameters(action);
        const acp_node *node = known ? acp_node_first_child(link) : NULL;
        while (node && (node = acp_node_next(node))) /* the first is the action */
            if (!acp_slice_listed(node->name, known))
                say_unknown(run, rule, node, action, known);
    }
}

void acp_uri_platform_unsupported(acp_run *run, const acp_rule *rule)
{
    unsigned wrong = run->platforms & ~(unsigned)(ACP_IOS | ACP_ANDROID);
    const acp_node *link = acp_rule_first(run, "link");
    char names[100] = "";
    size_t used = 0;
    for (unsigned i = 0; acp_platform_name(i); i++)
        if (wrong >> i & 1)
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "",
                                     acp_platform_name(i));
    if (wrong && link)
        acp_say(run, rule->id, acp_at_value(acp_node_first_child(link)),
                "The target platforms include %s, where the client does not act on links.", names);
}

/* ---- escapes ------------------------------------------------------------------------------- */

static size_t character_length(const char *at, const char *end)
{
    const char *next = at + 1;
    while (next < end && ((unsigned char)*next & 0xC0) == 0x80)
        next++;
    return (size_t)(next - at);
}

static void check_encoding(acp_run *run, const acp_rule *rule, const acp_node *node)
{
    const acp_document *document = run->document;
    if (!node->text || document->format != ACP_FORMAT_LINKS)
        return;
    acp_span span = node->text->whole;
    acp_slice raw = {document->text + span.start, span.end - span.start};
    const char *bad = acp_link_bad_escape(raw);
    const char *at = bad ? bad : acp_link_raw_character(raw, acp_link_is_list(node->name));
    if (!at)
        return;
    size_t length = character_length(at, raw.ptr + raw.len);
    acp_place place = acp_at_value(node);
    place.span.start = (uint32_t)(at - document->text);
    place.span.end = place.span.start + (uint32_t)length;
    if (bad)
        acp_say(run, rule->id, place,
                "In %.*s a %% stands that starts no escape: two hexadecimal digits follow one, and "
                "together with the next ones they are a character. A %% itself is written %%25.",
                ACP_SLICE_ARGS(node->name));
    else
        acp_say(run, rule->id, place, "In %.*s the character %.*s is written as it is.",
                ACP_SLICE_ARGS(node->name), (int)length, at);
}

void acp_uri_value_not_encoded(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *link = acp_rule_first(run, "link"); link; link = link->same) {
        const acp_node *node = acp_node_first_child(link);
        while (node && (node = acp_node_next(node)))
            check_encoding(run, rule, node);
    }
}

/* ---- links that create --------------------------------------------------------------------- */

/* The second action of a link, as written; NULL: it has one only. */
static const char *second_create(const acp_document *document, const acp_node *link)
{
    const char *end = document->text + link->whole.end;
    for (const char *at = document->text + link->whole.start + 1; at < end; at++) {
        acp_slice action, tail = {at, (size_t)(end - at)};
        if (!acp_link_has_scheme(tail))
            continue;
        acp_link_start(tail, &action);
        if (acp_slice_is(action, "create"))
            return at;
    }
    return NULL;
}

void acp_uri_several_creates(acp_run *run, const acp_rule *rule)
{
    static const char *const once[] = {"name", "host"};
    for (const acp_node *link = acp_rule_first(run, "link"); link; link = link->same) {
        if (!acp_slice_is(acp_child_value(link, "action"), "create"))
            continue;
        const char *second =
            run->document->format == ACP_FORMAT_LINKS ? second_create(run->document, link) : NULL;
        if (second) {
            uint32_t start = (uint32_t)(second - run->document->text);
            acp_place place = {{start, start + 1}, link, NULL};
            acp_say(run, rule->id, place, "A second link starts here, before the line ends.");
            continue;
        }
        for (size_t i = 0; i < sizeof once / sizeof *once; i++) {
            const acp_node *first = acp_child_named(link, once[i]);
            const acp_node *again = first ? acp_next_named(first) : NULL;
            if (again)
                acp_rule_report_pair(run, rule, acp_at_name(again), acp_at_name(first),
                                     "the first is here", NULL);
        }
    }
}

static unsigned width_of(acp_slice text)
{
    unsigned width = 0;
    for (const char *at = text.ptr, *end = at + text.len; at < end;)
        width += acp_code_width(acp_utf8_next(&at, end));
    return width;
}

void acp_uri_name_too_long(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *link = acp_rule_first(run, "link"); link; link = link->same) {
        const acp_node *name = acp_child_named(link, "name");
        if (!name || !acp_slice_is(acp_child_value(link, "action"), "create"))
            continue;
        unsigned width = width_of(name->value);
        if (width > NAME_WIDTH)
            acp_say(run, rule->id, acp_at_value(name),
                    "The name takes %u half-width characters; %d fit the list of connections.",
                    width, NAME_WIDTH);
    }
}

/* ---- platforms ----------------------------------------------------------------------------- */

/* What of a parameter a platform does not know, NULL: nothing. */
static const char *unknown_on(const acp_run *run, const acp_node *link, const acp_node *node)
{
    bool callback = acp_link_repeats(node->name);
    if (run->platforms & ACP_ANDROID &&
        (acp_slice_is(node->name, "netroam") || acp_slice_is(node->name, "useondemand") ||
         acp_link_is_list(node->name)))
        return "only the client for iOS has it, and Android is a target";
    if (!(run->platforms & ACP_IOS))
        return NULL;
    if (acp_slice_is(node->name, "keychainalias"))
        return "only the client for Android has it, and iOS is a target";
    if (acp_slice_is(node->name, "onsuccess") &&
        acp_slice_is(acp_child_value(link, "action"), "disconnect"))
        return "with disconnect only the client for Android has it, and iOS is a target";
    for (const acp_node *other = callback ? acp_node_first_child(link) : node; other != node;
         other = acp_node_next(other))
        if (acp_slice_equal(other->name, node->name))
            return "only the client for Android takes it more than once, and iOS is a target";
    return NULL;
}

void acp_uri_parameter_not_on_platform(acp_run *run, const acp_rule *rule)
{
    for (const acp_node *link = acp_rule_first(run, "link"); link; link = link->same) {
        const acp_node *node = acp_node_first_child(link);
        while (node && (node = acp_node_next(node))) {
            const char *why = unknown_on(run, link, node);
            if (why)
                acp_say(run, rule->id, acp_at_name(node), "The parameter %.*s has no effect: %s.",
                        ACP_SLICE_ARGS(node->name), why);
        }
    }
}
