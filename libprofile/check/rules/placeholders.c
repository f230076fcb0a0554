/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Placeholders that a template left behind, and those only enrollment fields may have. Every search
 * is linear in the length of the value. */
#include "check/check.h"
#include "check/rules/common.h"

/* The next element in document order. */
static const acp_node *next_element(const acp_node *node)
{
    const acp_node *next = node->first;
    for (;;) {
        while (next && next->type != ACP_NODE_ELEMENT)
            next = next->next;
        if (next || !node)
            return next;
        next = node->next;
        node = node->parent;
    }
}

/* If %NAME% starts at text[at], its length with both signs, else 0. *end is where to look on. */
static size_t percent_name(acp_slice text, size_t at, size_t *end)
{
    size_t i = at + 1;
    while (i < text.len &&
           (text.ptr[i] == '_' || (acp_lower(text.ptr[i]) >= 'a' && acp_lower(text.ptr[i]) <= 'z')))
        i++;
    bool is_name = i > at + 1 && i < text.len && text.ptr[i] == '%';
    *end = is_name ? i + 1 : i;
    return is_name ? i + 1 - at : 0;
}

/* The client replaces these two, though only in enrollment fields. */
static bool is_client_variable(acp_slice name)
{
    return acp_slice_equal_nocase(name, ACP_SLICE("%USER%")) ||
           acp_slice_equal_nocase(name, ACP_SLICE("%machineid%"));
}

static bool is_hex(char c)
{
    return acp_hex_digit(c) >= 0;
}

/* True for the %EF% of a percent-encoded %EF%BC in a URL. */
static bool is_percent_encoding(acp_slice text, size_t at, size_t length)
{
    return length == 4 && at + 6 <= text.len && is_hex(text.ptr[at + 1]) &&
           is_hex(text.ptr[at + 2]) && is_hex(text.ptr[at + 4]) && is_hex(text.ptr[at + 5]);
}

/* Finds the first %USER% or %machineid% (client), or the first %NAME% that is neither. */
static acp_slice find_percent(acp_slice text, bool client)
{
    for (size_t i = 0, end; i < text.len; i = end) {
        end = i + 1;
        if (text.ptr[i] != '%')
            continue;
        size_t length = percent_name(text, i, &end);
        acp_slice found = {text.ptr + i, length};
        if (length && is_client_variable(found) == client &&
            (client || !is_percent_encoding(text, i, length)))
            return found;
    }
    return (acp_slice){NULL, 0};
}

/* Each closing mark is looked for once. */
acp_slice acp_find_placeholder(acp_slice text)
{
    static const struct {
        acp_slice open, close;
    } marks[] = {
        {{"${", 2}, {"}", 1}},
        {{"$(", 2}, {")", 1}},
        {{"{{", 2}, {"}}", 2}},
        {{"<%", 2}, {"%>", 2}},
    };
    acp_slice found = find_percent(text, false);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *start = acp_slice_find(text, marks[i].open);
        if (!start || (found.ptr && found.ptr < start))
            continue;
        acp_slice rest = {start + 2, text.len - (size_t)(start + 2 - text.ptr)};
        const char *end = acp_slice_find(rest, marks[i].close);
        if (end)
            found = (acp_slice){start, (size_t)(end - start) + marks[i].close.len};
    }
    return found;
}

static bool is_enrollment_field(const acp_node *element)
{
    const acp_node *parent = element->parent;
    return parent && parent->parent &&
           acp_slice_is(acp_local_name(parent->name), "CertificateSCEP") &&
           acp_slice_is(acp_local_name(parent->parent->name), "CertificateEnrollment");
}

static void say_unresolved(acp_run *run, const acp_rule *rule, acp_place place, acp_slice value)
{
    acp_slice found = acp_shown(acp_find_placeholder(value));
    if (!found.ptr)
        return;
    acp_say(run, rule->id, place, "%.*s was never replaced by a value; the client takes it %s.",
            ACP_SLICE_ARGS(found),
            is_enrollment_field(place.node) ? "literally and would request a certificate with it"
                                            : "literally");
}

/* Whether any placeholder can stand in the document, from its text as a whole: hardly a file has
 * one, and looking at each value costs more than all other rules. Written as references or escapes,
 * the characters of one may hide from this look; then every value is looked at. */
static bool may_have_placeholders(const acp_document *document)
{
    acp_slice text = {document->text, document->length};
    return document->format != ACP_FORMAT_XML || memchr(text.ptr, '%', text.len) ||
           memchr(text.ptr, '$', text.len) || memchr(text.ptr, '{', text.len) ||
           memchr(text.ptr, '#', text.len);
}

void acp_placeholder_unresolved(acp_run *run, const acp_rule *rule)
{
    if (!may_have_placeholders(run->document))
        return;
    for (const acp_node *node = run->document->root; node; node = next_element(node)) {
        say_unresolved(run, rule, acp_at_value(node), node->value);
        for (unsigned i = 0; i < node->attribute_count; i++)
            say_unresolved(run, rule, acp_at_attribute(node, &node->attributes[i]),
                           node->attributes[i].value);
    }
}

static void say_outside(acp_run *run, const acp_rule *rule, acp_place place, acp_slice value)
{
    acp_slice found = find_percent(value, true);
    if (found.ptr)
        acp_say(run, rule->id, place,
                "%.*s is replaced only in the fields of CertificateEnrollment/CertificateSCEP; "
                "here the client takes it literally.",
                ACP_SLICE_ARGS(found));
}

void acp_placeholder_outside_enrollment(acp_run *run, const acp_rule *rule)
{
    if (!may_have_placeholders(run->document))
        return;
    for (const acp_node *node = run->document->root; node; node = next_element(node)) {
        if (is_enrollment_field(node))
            continue;
        say_outside(run, rule, acp_at_value(node), node->value);
        for (unsigned i = 0; i < node->attribute_count; i++)
            say_outside(run, rule, acp_at_attribute(node, &node->attributes[i]),
                        node->attributes[i].value);
    }
}
