/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check/suppress.h"

#include <stdlib.h>

#include "check/config.h"
#include "check/rules.h"

/* One rule named by one comment. */
typedef struct {
    const acp_node *element; /* what it covers; NULL: nothing follows */
    const acp_node *comment;
    acp_slice name; /* of the rule, as written; empty: the comment is not understood */
    bool reason, used;
} entry;

struct acp_suppressions {
    entry *entries; /* by element */
    size_t count, size;
    bool failed;
};

static bool is_word_end(char c)
{
    return acp_is_space(c) || c == ',';
}

static acp_slice next_word(acp_slice *text)
{
    while (text->len && is_word_end(*text->ptr)) {
        text->ptr++;
        text->len--;
    }
    acp_slice word = {text->ptr, 0};
    while (word.len < text->len && !is_word_end(word.ptr[word.len]))
        word.len++;
    text->ptr += word.len;
    text->len -= word.len;
    return word;
}

static void add(acp_suppressions *list, const acp_node *element, const acp_node *comment,
                acp_slice name)
{
    if (list->count == list->size) {
        size_t size = list->size ? 2 * list->size : 16;
        entry *grown = realloc(list->entries, size * sizeof *grown);
        if (!grown) {
            list->failed = true;
            return;
        }
        list->entries = grown;
        list->size = size;
    }
    list->entries[list->count++] = (entry){element, comment, name, false, false};
}

static void read_comment(acp_suppressions *list, const acp_node *comment)
{
    acp_slice text = comment->value, word = next_word(&text);
    const acp_node *element = comment->next;
    size_t first = list->count;
    if (word.len < 7 || memcmp(word.ptr, "acprof:", 7) != 0)
        return;
    while (element && element->type != ACP_NODE_ELEMENT)
        element = element->next;
    if (word.len > 7)
        word = (acp_slice){word.ptr + 7, word.len - 7};
    else
        word = next_word(&text);
    if (acp_slice_is(word, "ignore"))
        while ((word = next_word(&text)).len && !acp_slice_is(word, "because"))
            add(list, element, comment, word);
    if (list->count == first)
        add(list, element, comment, (acp_slice){"", 0});
    bool reason = next_word(&text).len > 0;
    for (size_t i = first; i < list->count; i++)
        list->entries[i].reason = reason;
}

static const acp_node *following(const acp_node *node)
{
    if (node->first)
        return node->first;
    while (node && !node->next)
        node = node->parent;
    return node ? node->next : NULL;
}

static void read_all(acp_suppressions *list, const acp_node *first)
{
    for (const acp_node *node = first; node; node = following(node))
        if (node->type == ACP_NODE_COMMENT)
            read_comment(list, node);
}

/* A comment before the root has no sibling that leads to it. */
static void read_before(acp_suppressions *list, const acp_document *document)
{
    size_t first = list->count;
    for (const acp_node *node = document->before; node; node = node->next)
        if (node->type == ACP_NODE_COMMENT)
            read_comment(list, node);
    for (size_t i = first; i < list->count; i++)
        list->entries[i].element = document->root;
}

static int by_element(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    if (a->element != b->element)
        return (uintptr_t)a->element < (uintptr_t)b->element ? -1 : 1;
    return a->comment->whole.start < b->comment->whole.start ? -1 : 1;
}

acp_suppressions *acp_suppressions_new(const acp_document *document)
{
    if (!memmem(document->text, document->length, "acprof:", 7))
        return NULL;
    acp_suppressions *list = calloc(1, sizeof *list);
    if (!list)
        return NULL;
    read_before(list, document);
    if (document->root)
        read_all(list, document->root);
    for (const acp_node *node = document->after; node; node = node->next)
        if (node->type == ACP_NODE_COMMENT)
            read_comment(list, node);
    if (list->count)
        qsort(list->entries, list->count, sizeof *list->entries, by_element);
    return list;
}

void acp_suppressions_free(acp_suppressions *list)
{
    if (!list)
        return;
    free(list->entries);
    free(list);
}

/* First entry of an element. */
static size_t find(const acp_suppressions *list, const acp_node *element)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((uintptr_t)list->entries[middle].element < (uintptr_t)element)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool names(const entry *e, const acp_rule *rule)
{
    return acp_slice_is(e->name, rule->id) || acp_slice_is(e->name, rule->key);
}

bool acp_suppressed(acp_suppressions *list, const acp_node *node, const acp_rule *rule)
{
    bool suppressed = false;
    for (const acp_node *at = node; list && at; at = at->parent) {
        for (size_t i = find(list, at); i < list->count && list->entries[i].element == at; i++) {
            entry *e = &list->entries[i];
            if (!e->reason || !names(e, rule))
                continue;
            e->used = true;
            suppressed = true;
        }
    }
    return suppressed;
}

static const acp_rule *rule_of(const acp_run *run, const entry *e)
{
    const acp_config *config = run->options->config;
    for (size_t i = 0; i < acp_config_rule_count(config); i++)
        if (names(e, acp_config_rule(config, i)))
            return acp_config_rule(config, i);
    for (size_t i = 0; i < acp_rule_total; i++)
        if (names(e, &acp_rules[i]))
            return &acp_rules[i];
    return NULL;
}

/* Whether the run looked for what the rule is about, so that finding nothing means something. */
static bool looked_for(const acp_run *run, const acp_rule *rule)
{
    acp_kind kind = run->document->kind;
    if (rule->planned || (kind >= 0 && !(rule->kinds >> kind & 1)))
        return true; /* nor will any other run find it here */
    if (strcmp(rule->id, "ACP0064") == 0)
        return run->options->xsd != NULL;
    if (strcmp(rule->id, "ACP0081") == 0)
        return run->version_named;
    return acp_rule_wanted(run, rule);
}

static void report_unused(acp_run *run, acp_place place, const entry *e, const acp_rule *rule)
{
    acp_kind kind = run->document->kind;
    const char *why = "yields no finding in the element that follows";
    if (!e->element)
        why = "is ignored for the element that follows, and none follows";
    else if (rule->planned)
        why = "is not in force yet";
    else if (kind >= 0 && !(rule->kinds >> kind & 1))
        why = "does not concern this kind of document";
    acp_say(run, "ACP0141", place, "%s %s; the comment has no effect.", rule->id, why);
}

static void report_entry(acp_run *run, const entry *e)
{
    acp_place place = {e->comment->whole, e->comment->parent, NULL};
    const acp_rule *rule = e->name.len ? rule_of(run, e) : NULL;
    int length = (int)(e->name.len < 80 ? e->name.len : 80);
    if (!e->name.len)
        acp_say(run, "ACP0141", place,
                "The comment is not understood and has no effect; it is written: acprof: ignore "
                "ACP1130 because REASON");
    else if (!rule)
        acp_say(run, "ACP0141", place, "There is no rule %.*s, so the comment has no effect.",
                length, e->name.ptr);
    else if (!e->reason)
        acp_say(run, "ACP0140", place,
                "Findings of %s are still reported: the comment gives no reason after because.",
                rule->id);
    else if (!e->used && looked_for(run, rule))
        report_unused(run, place, e, rule);
}

void acp_suppressions_report(acp_suppressions *list, acp_run *run)
{
    for (size_t i = 0; list && i < list->count; i++)
        report_entry(run, &list->entries[i]);
    if (list && list->failed)
        run->no_memory = true;
}
