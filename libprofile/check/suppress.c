/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "check/suppress.h"

#include <stdlib.h>

#include "check/config.h"
#include "check/rules.h"

/* A comment that names more rules is a mistake or made to cost time. */
#define MOST_NAMES 64

/* One rule named by one comment. */
typedef struct {
    const acp_node *element; /* what it covers; NULL: nothing follows */
    const acp_node *comment;
    acp_slice name;       /* of the rule, as written; empty: the comment is not understood */
    const acp_rule *rule; /* NULL: there is none of that name */
    bool reason, used;
    bool too_many; /* stands for the names that were not read */
} entry;

struct acp_suppressions {
    entry *entries; /* in order of the document */
    size_t count, size;
    entry **in_force; /* by element and rule; of equal ones the first is asked */
    size_t in_force_count;
    bool failed;
};

/* A name of a rule: its id or its key. */
typedef struct {
    acp_slice name;
    const acp_rule *rule;
} rule_name;

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

static void add(acp_suppressions *list, const acp_node *comment, acp_slice name)
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
    list->entries[list->count++] = (entry){.comment = comment, .name = name};
}

static void read_comment(acp_suppressions *list, const acp_node *comment)
{
    acp_slice text = comment->value, word = next_word(&text);
    size_t first = list->count;
    bool too_many = false;
    if (word.len < 7 || memcmp(word.ptr, "acprof:", 7) != 0)
        return;
    if (word.len > 7)
        word = (acp_slice){word.ptr + 7, word.len - 7};
    else
        word = next_word(&text);
    if (acp_slice_is(word, "ignore")) {
        while ((word = next_word(&text)).len && !acp_slice_is(word, "because")) {
            too_many = list->count - first == MOST_NAMES;
            if (too_many)
                continue;
            add(list, comment, word);
        }
    }
    if (list->count == first || too_many)
        add(list, comment, (acp_slice){"", 0});
    if (list->failed)
        return;
    list->entries[list->count - 1].too_many = too_many;
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

/* Goes through the document once. The comments from `first` on wait for their element; they are
 * siblings, so that whatever comes below another parent ends the wait. Those before the root have
 * no parent, as the root has none. */
static void read_all(acp_suppressions *list, const acp_document *document)
{
    size_t first = 0;
    for (const acp_node *node = document->before; node; node = node->next)
        if (node->type == ACP_NODE_COMMENT)
            read_comment(list, node);
    for (const acp_node *node = document->root; node; node = following(node)) {
        if (first < list->count && list->entries[first].comment->parent != node->parent)
            first = list->count;
        if (node->type == ACP_NODE_COMMENT)
            read_comment(list, node);
        for (; node->type == ACP_NODE_ELEMENT && first < list->count; first++)
            list->entries[first].element = node;
    }
    for (const acp_node *node = document->after; node; node = node->next)
        if (node->type == ACP_NODE_COMMENT)
            read_comment(list, node);
}

static int by_name(const void *left, const void *right)
{
    const rule_name *a = left, *b = right;
    return acp_slice_compare(a->name, b->name);
}

/* Looks up the rules that are named. */
static void find_rules(acp_suppressions *list, const acp_config *config)
{
    size_t own = acp_config_rule_count(config), total = own + acp_rule_total, count = 0;
    rule_name *names = malloc(2 * total * sizeof *names);
    if (!names) {
        list->failed = true;
        return;
    }
    for (size_t i = 0; i < total; i++) {
        const acp_rule *rule = i < own ? acp_config_rule(config, i) : &acp_rules[i - own];
        names[count++] = (rule_name){acp_slice_of(rule->id), rule};
        names[count++] = (rule_name){acp_slice_of(rule->key), rule};
    }
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < list->count; i++) {
        const rule_name wanted = {list->entries[i].name, NULL};
        const rule_name *found = bsearch(&wanted, names, count, sizeof *names, by_name);
        list->entries[i].rule = found ? found->rule : NULL;
    }
    free(names);
}

static int compare_place(const entry *e, const acp_node *element, const acp_rule *rule)
{
    if (e->element != element)
        return (uintptr_t)e->element < (uintptr_t)element ? -1 : 1;
    if (e->rule != rule)
        return (uintptr_t)e->rule < (uintptr_t)rule ? -1 : 1;
    return 0;
}

static int by_place(const void *left, const void *right)
{
    const entry *a = *(entry *const *)left, *b = *(entry *const *)right;
    int order = compare_place(a, b->element, b->rule);
    return order ? order : (a > b) - (a < b);
}

static void sort_those_in_force(acp_suppressions *list)
{
    list->in_force = malloc(list->count * sizeof(entry *));
    if (!list->in_force) {
        list->failed = true;
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        entry *e = &list->entries[i];
        if (e->reason && e->rule && e->element)
            list->in_force[list->in_force_count++] = e;
    }
    qsort(list->in_force, list->in_force_count, sizeof(entry *), by_place);
}

bool acp_suppressions_new(const acp_run *run, acp_suppressions **out)
{
    const acp_document *document = run->document;
    *out = NULL;
    if (!document->comments || !memmem(document->text, document->length, "acprof:", 7))
        return true;
    acp_suppressions *list = calloc(1, sizeof *list);
    if (!list)
        return false;
    read_all(list, document);
    if (list->count && !list->failed)
        find_rules(list, run->options->config);
    if (list->count && !list->failed)
        sort_those_in_force(list);
    if (list->failed) {
        acp_suppressions_free(list);
        return false;
    }
    *out = list;
    return true;
}

void acp_suppressions_free(acp_suppressions *list)
{
    if (!list)
        return;
    free(list->entries);
    free(list->in_force);
    free(list);
}

/* The first of those for this very element; NULL: none. */
static entry *find(const acp_suppressions *list, const acp_node *element, const acp_rule *rule)
{
    size_t low = 0, high = list->in_force_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_place(list->in_force[middle], element, rule) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == list->in_force_count || compare_place(list->in_force[low], element, rule) != 0)
        return NULL;
    return list->in_force[low];
}

bool acp_suppressed(acp_suppressions *list, const acp_node *node, const acp_rule *rule)
{
    bool suppressed = false;
    for (const acp_node *at = node; list && at; at = at->parent) {
        entry *e = find(list, at, rule);
        if (!e)
            continue;
        e->used = true;
        suppressed = true;
    }
    return suppressed;
}

/* Whether the run looked for what the rule is about, so that finding nothing means something. */
static bool looked_for(const acp_run *run, const acp_rule *rule)
{
    acp_kind kind = run->document->kind;
    if (rule->planned || (kind >= 0 && !(rule->kinds >> kind & 1)))
        return true; /* nor will any other run find it here */
    if (acp_rule_needs_set(rule) && !run->together)
        return false;
    if (strcmp(rule->id, "ACP0064") == 0)
        return run->options->xsd != NULL;
    if (strcmp(rule->id, "ACP0081") == 0)
        return run->version_named;
    return acp_rule_wanted(run, rule);
}

/* Takes the comment to have an effect if what it names was not looked for in this run. */
static bool has_effect(const acp_run *run, const entry *e)
{
    return e->used || (e->rule && e->reason && !looked_for(run, e->rule));
}

/* A name that is of no use, in a comment that may be of use for another. */
static void say_useless(acp_run *run, const entry *e, bool others, acp_slice name, const char *what)
{
    char detail[400], remedy[200];
    snprintf(detail, sizeof detail, "%s%s", what, others ? "." : "; the comment has no effect.");
    snprintf(remedy, sizeof remedy, "take %.*s out of the comment", ACP_SLICE_ARGS(name));
    acp_place place = {e->comment->whole, e->comment->parent, NULL};
    acp_note note = {.detail = detail, .remedy = others ? remedy : NULL};
    acp_report_at(run, acp_rule_find("ACP0141"), place, &note);
}

static void report_unused(acp_run *run, const entry *e, bool others)
{
    acp_kind kind = run->document->kind;
    const acp_rule *rule = e->rule;
    const char *why = "yields no finding in the element that follows";
    if (!e->element)
        why = "is ignored for the element that follows, and none follows";
    else if (rule->planned)
        why = "is not in force yet";
    else if (kind >= 0 && !(rule->kinds >> kind & 1))
        why = "does not concern this kind of document";
    char what[200];
    snprintf(what, sizeof what, "%s %s", rule->id, why);
    say_useless(run, e, others, acp_slice_of(rule->id), what);
}

static void report_no_reason(acp_run *run, const entry *e)
{
    char detail[200], remedy[200];
    snprintf(detail, sizeof detail,
             "Findings of %s are still reported: the comment gives no reason after because.",
             e->rule->id);
    snprintf(remedy, sizeof remedy,
             "add because and the reason: <!-- acprof: ignore %s because ... -->", e->rule->id);
    acp_place place = {e->comment->whole, e->comment->parent, NULL};
    acp_note note = {.detail = detail, .remedy = remedy};
    acp_report_at(run, acp_rule_find("ACP0140"), place, &note);
}

/* others: the comment has an effect through another name. */
static void report_entry(acp_run *run, const entry *e, bool others)
{
    acp_place place = {e->comment->whole, e->comment->parent, NULL};
    if (e->too_many) {
        acp_say(run, "ACP0141", place,
                "The comment names too many rules: those after the first %d are passed over.",
                MOST_NAMES);
    } else if (!e->name.len) {
        acp_say(run, "ACP0141", place,
                "The comment is not understood and has no effect; it is written: acprof: ignore "
                "ACP1130 because REASON");
    } else if (!e->rule) {
        acp_slice name = acp_shown(e->name);
        char what[120];
        snprintf(what, sizeof what, "There is no rule %.*s", ACP_SLICE_ARGS(name));
        say_useless(run, e, others, name, what);
    } else if (!e->reason) {
        report_no_reason(run, e);
    } else if (!has_effect(run, e)) {
        report_unused(run, e, others);
    }
}

void acp_suppressions_report(acp_suppressions *list, acp_run *run)
{
    /* Of equal ones only the first was asked. */
    for (size_t i = 1; list && i < list->in_force_count; i++) {
        const entry *before = list->in_force[i - 1];
        if (compare_place(list->in_force[i], before->element, before->rule) == 0)
            list->in_force[i]->used = before->used;
    }
    for (size_t i = 0, end; list && i < list->count; i = end) {
        bool effect = false;
        for (end = i; end < list->count && list->entries[end].comment == list->entries[i].comment;
             end++)
            effect |= has_effect(run, &list->entries[end]);
        for (size_t k = i; k < end; k++)
            report_entry(run, &list->entries[k], effect);
    }
}
