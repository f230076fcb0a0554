/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/findings.h"

#include <stdarg.h>
#include <stdlib.h>

typedef struct {
    acp_finding finding; /* first, so that sorting keeps what belongs to it */
    acp_span span;
    uint32_t sequence;
    const acp_node *node;
    const acp_attribute *attribute;
} item;

struct acp_findings {
    acp_arena arena;
    item *items;
    size_t count, size;
    size_t start;   /* first item of the current document */
    size_t dropped; /* of the current document */
    bool failed;
};

/* An excerpt is for people: a line of a megabyte is shown around the finding only. */
#define EXCERPT_BEFORE 120
#define EXCERPT_LENGTH 400
#define FINGERPRINTED  4096 /* bytes of a value */

acp_findings *acp_findings_new(void)
{
    return calloc(1, sizeof(acp_findings));
}

void acp_findings_free(acp_findings *findings)
{
    if (!findings)
        return;
    acp_arena_free(&findings->arena);
    free(findings->items);
    free(findings);
}

size_t acp_findings_count(const acp_findings *findings)
{
    return findings->count;
}

const acp_finding *acp_findings_get(const acp_findings *findings, size_t index)
{
    return index < findings->count ? &findings->items[index].finding : NULL;
}

const acp_node *acp_findings_node(const acp_findings *findings, size_t index)
{
    return index < findings->count ? findings->items[index].node : NULL;
}

const acp_attribute *acp_findings_attribute(const acp_findings *findings, size_t index)
{
    return index < findings->count ? findings->items[index].attribute : NULL;
}

int acp_findings_worst(const acp_findings *findings)
{
    int worst = -1;
    for (size_t i = 0; i < findings->count; i++)
        if ((int)findings->items[i].finding.severity > worst)
            worst = (int)findings->items[i].finding.severity;
    return worst;
}

void acp_findings_filter(acp_findings *findings,
                         bool (*keep)(const acp_finding *finding, void *data), void *data)
{
    size_t kept = 0, start = 0;
    for (size_t i = 0; i < findings->count; i++) {
        if (i == findings->start)
            start = kept;
        if (keep(&findings->items[i].finding, data))
            findings->items[kept++] = findings->items[i];
    }
    if (findings->start < findings->count)
        findings->start = start;
    findings->count = kept;
    if (findings->start > kept)
        findings->start = kept;
}

void acp_findings_begin(acp_findings *findings)
{
    findings->start = findings->count;
    findings->dropped = 0;
}

size_t acp_findings_start(const acp_findings *findings)
{
    return findings->start;
}

size_t acp_findings_dropped(const acp_findings *findings)
{
    return findings->dropped;
}

bool acp_findings_failed(const acp_findings *findings)
{
    return findings->failed || findings->arena.failed;
}

acp_span acp_findings_span(const acp_findings *findings, size_t index)
{
    return findings->items[index].span;
}

void acp_findings_set_fixable(acp_findings *findings, size_t index, bool fixable)
{
    findings->items[index].finding.fixable = fixable;
}

void acp_findings_set_severity(acp_findings *findings, size_t index, acp_severity severity)
{
    findings->items[index].finding.severity = severity;
}

void acp_findings_keep(acp_findings *findings, const bool *dropped)
{
    size_t kept = findings->start;
    for (size_t i = findings->start; i < findings->count; i++)
        if (!dropped[i - findings->start])
            findings->items[kept++] = findings->items[i];
    findings->count = kept;
}

void acp_findings_reserve_one(acp_findings *findings)
{
    if (findings->count - findings->start >= ACP_MAX_FINDINGS)
        findings->count--;
}

static int by_place(const void *left, const void *right)
{
    const item *a = left, *b = right;
    if (a->span.start != b->span.start)
        return a->span.start < b->span.start ? -1 : 1;
    return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

void acp_findings_sort(acp_findings *findings)
{
    size_t count = findings->count - findings->start;
    if (count > 1)
        qsort(findings->items + findings->start, count, sizeof(item), by_place);
}

static int by_line(const void *left, const void *right)
{
    const item *a = left, *b = right;
    const acp_position *x = &a->finding.start, *y = &b->finding.start;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return a->sequence < b->sequence ? -1 : a->sequence > b->sequence;
}

void acp_findings_sort_lines(acp_findings *findings)
{
    if (findings->count > 1)
        qsort(findings->items, findings->count, sizeof(item), by_line);
}

static item *add_item(acp_findings *findings)
{
    if (findings->count == findings->size) {
        size_t size = findings->size ? findings->size * 2 : 16;
        item *items = realloc(findings->items, size * sizeof *items);
        if (!items) {
            findings->failed = true;
            return NULL;
        }
        findings->items = items;
        findings->size = size;
    }
    item *made = &findings->items[findings->count];
    *made = (item){.sequence = (uint32_t)findings->count};
    findings->count++;
    return made;
}

static uint64_t hash(uint64_t state, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        state = (state ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return (state ^ 0xFF) * UINT64_C(1099511628211);
}

static uint64_t fingerprint(const acp_finding_draft *draft, const char *path)
{
    uint64_t state = UINT64_C(14695981039346656037);
    state = hash(state, draft->rule->id, strlen(draft->rule->id));
    state = hash(state, path, strlen(path));
    acp_slice value = draft->attribute ? draft->attribute->value
                      : draft->node    ? draft->node->value
                                       : (acp_slice){0};
    /* A list of a megabyte may have thousands of findings: its start and length tell it apart. */
    size_t hashed = value.len < FINGERPRINTED ? value.len : FINGERPRINTED;
    char length[24];
    int digits = snprintf(length, sizeof length, "%zu", value.len);
    state = hash(state, length, (size_t)digits);
    return hash(state, value.ptr, hashed);
}

static bool inside_character(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static void set_excerpt(acp_findings *findings, acp_finding *finding,
                        const acp_finding_draft *draft)
{
    size_t start;
    acp_slice line = acp_document_line(draft->document, draft->span.start, &start);
    size_t within = draft->span.start - start < line.len ? draft->span.start - start : line.len;
    size_t from =
        within > EXCERPT_BEFORE && line.len > EXCERPT_LENGTH ? within - EXCERPT_BEFORE : 0;
    while (from > 0 && inside_character(line.ptr[from]))
        from--;
    size_t to = from + EXCERPT_LENGTH < line.len ? from + EXCERPT_LENGTH : line.len;
    while (to > from && to < line.len && inside_character(line.ptr[to]))
        to--;
    char *copy = acp_arena_copy(&findings->arena, line.ptr + from, to - from);
    finding->excerpt = (acp_slice){copy ? copy : "", copy ? to - from : 0};
    finding->excerpt_column = acp_document_position(draft->document, start + from).column;
}

/* All findings of a file share one copy of its name. */
static const char *file_name(acp_findings *findings, const char *name)
{
    if (findings->count > 1) {
        const char *before = findings->items[findings->count - 2].finding.file;
        if (before && strcmp(before, name) == 0)
            return before;
    }
    const char *copy = acp_arena_copy(&findings->arena, name, strlen(name));
    return copy ? copy : "";
}

static const char *copy_text(acp_findings *findings, const char *text)
{
    const char *copy = text ? acp_arena_copy(&findings->arena, text, strlen(text)) : NULL;
    return copy ? copy : "";
}

static void set_related(acp_findings *findings, acp_finding *finding,
                        const acp_finding_draft *draft)
{
    if (!draft->related)
        return;
    const acp_document *document =
        draft->related_document ? draft->related_document : draft->document;
    finding->related = copy_text(findings, draft->related_text ? draft->related_text : "");
    finding->related_file =
        document == draft->document ? finding->file : copy_text(findings, document->name);
    finding->related_start = acp_document_position(document, draft->related->start);
}

bool acp_findings_full(const acp_findings *findings)
{
    return findings->count - findings->start >= ACP_MAX_FINDINGS;
}

void acp_findings_add(acp_findings *findings, const acp_finding_draft *draft)
{
    if (acp_findings_full(findings)) {
        findings->dropped++;
        return;
    }
    item *made = add_item(findings);
    if (!made)
        return;
    made->span = draft->span;
    made->node = draft->node;
    made->attribute = draft->attribute;
    acp_finding *finding = &made->finding;
    finding->rule = draft->rule;
    finding->severity = draft->severity;
    finding->fixable = draft->fixable;
    finding->kind = draft->document->kind;
    finding->file = file_name(findings, draft->document->name);
    finding->start = acp_document_position(draft->document, draft->span.start);
    finding->end = acp_document_position(draft->document, draft->span.end);
    finding->path = draft->node ? acp_node_path(&findings->arena, draft->document, draft->node,
                                                draft->attribute)
                                : "";
    finding->detail = copy_text(findings, draft->detail);
    finding->remedy = copy_text(findings, draft->remedy ? draft->remedy : draft->rule->remedy);
    set_excerpt(findings, finding, draft);
    set_related(findings, finding, draft);
    finding->fingerprint = fingerprint(draft, finding->path);
}

void acp_findings_add_copy(acp_findings *findings, const acp_finding *finding, acp_position start,
                           acp_position end)
{
    item *made = add_item(findings);
    if (!made)
        return;
    acp_finding *copy = &made->finding;
    *copy = *finding;
    copy->file = file_name(findings, finding->file);
    copy->start = start;
    copy->end = end;
    copy->path = copy_text(findings, finding->path);
    copy->detail = copy_text(findings, finding->detail);
    copy->remedy = copy_text(findings, finding->remedy);
    copy->related = finding->related ? copy_text(findings, finding->related) : NULL;
    copy->related_file = finding->related_file ? copy_text(findings, finding->related_file) : NULL;
    char *excerpt = acp_arena_copy(&findings->arena, finding->excerpt.ptr, finding->excerpt.len);
    copy->excerpt = (acp_slice){excerpt ? excerpt : "", excerpt ? finding->excerpt.len : 0};
}

void acp_findings_add_plain(acp_findings *findings, const acp_rule *rule, acp_severity severity,
                            const char *file, acp_position at, const char *detail)
{
    item *made = add_item(findings);
    if (!made)
        return;
    acp_finding *finding = &made->finding;
    finding->rule = rule;
    finding->severity = severity;
    finding->kind = ACP_KIND_UNKNOWN;
    finding->file = file_name(findings, file);
    finding->start = finding->end = at;
    finding->path = "";
    finding->detail = copy_text(findings, detail);
    finding->remedy = rule->remedy;
    finding->excerpt = (acp_slice){"", 0};
    finding->excerpt_column = 1;
    acp_finding_draft draft = {.rule = rule};
    finding->fingerprint = fingerprint(&draft, finding->detail);
}

/* A property list that is no XML is no property list: that rule is the one of its kind. */
static const acp_rule *rule_for(const acp_document *document, const char *id)
{
    bool xml = strcmp(id, "ACP0010") == 0 || strcmp(id, "ACP0011") == 0;
    return acp_rule_find(xml && document->format == ACP_FORMAT_PLIST ? "ACP8110" : id);
}

void acp_read_finding(acp_findings *findings, const acp_document *document, const char *id,
                      acp_span span, const char *detail, ...)
{
    char text[1024] = "";
    if (detail) {
        va_list list;
        va_start(list, detail);
        vsnprintf(text, sizeof text, detail, list);
        acp_clip_text(text);
        va_end(list);
    }
    const acp_rule *rule = rule_for(document, id);
    if (!rule)
        return;
    acp_finding_draft draft = {
        .rule = rule,
        .severity = (acp_severity)rule->severity,
        .fixable = rule->fix != ACP_FIX_NONE,
        .document = document,
        .span = span,
        .detail = text,
    };
    acp_findings_add(findings, &draft);
}
