/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A merge as a whole: documents in, text in the format of ours out. */
#include "change/merge.h"

#include <stdlib.h>

#include "change/twin.h"
#include "document/encode.h"

static bool prepare(acp_merger *m)
{
    bool fine = acp_items_make(m->base, &m->arena, &m->our.base) &&
                acp_items_make(m->ours, &m->arena, &m->our.side) &&
                acp_items_make(m->base, &m->arena, &m->their.base) &&
                acp_items_make(m->theirs, &m->arena, &m->their.side) &&
                acp_items_make(m->ours, &m->arena, &m->cross_ours) &&
                acp_items_make(m->theirs, &m->arena, &m->cross_theirs) &&
                acp_items_pair(&m->our.base, &m->our.side) &&
                acp_items_pair(&m->their.base, &m->their.side) &&
                acp_items_pair(&m->cross_ours, &m->cross_theirs);
    m->leaves = calloc(m->our.side.count + 1, sizeof *m->leaves);
    m->edits = acp_edits_new(m->ours);
    return fine && m->leaves && m->edits;
}

/* Merges documents read from XML; the text is UTF-8. */
static acp_status merge_xml(acp_merger *m, const acp_merge_options *options, acp_buffer *text)
{
    if (!prepare(m))
        return ACP_NO_MEMORY;
    acp_merge_tree(m);
    acp_merge_write(m, options, text);
    bool failed = m->failed || m->arena.failed || m->edits->failed || m->edits->arena.failed ||
                  text->failed || m->messages.failed;
    return failed ? ACP_NO_MEMORY : ACP_OK;
}

static void say(acp_merge_result *out, const char *text)
{
    out->messages = strdup(text);
}

/* Reads the merged text of a twin again and writes it in the format of ours. */
static acp_status write_as_ours(const acp_document *ours, const acp_buffer *text, char **made,
                                size_t *length)
{
    acp_findings *ignored = acp_findings_new();
    acp_document *merged = NULL;
    acp_read_options read = {.kind = ours->named_kind,
                             .format = ACP_FORMAT_XML,
                             .max_size = text->length + ACP_MAX_SIZE};
    acp_status status = ignored ? acp_document_read_memory(ours->name, text->text, text->length,
                                                           &read, ignored, &merged)
                                : ACP_NO_MEMORY;
    if (status == ACP_OK)
        status = acp_twin_write(ours, merged, made, length);
    acp_document_free(merged);
    acp_findings_free(ignored);
    return status;
}

/* JSON and YAML: one text for each side of the conflicts, and markers where they differ. */
static acp_status write_both_sides(acp_merger *m, const acp_document *ours,
                                   const acp_merge_options *options, acp_merge_result *out)
{
    char *sides[2] = {NULL, NULL};
    size_t lengths[2];
    acp_buffer marked = {0};
    acp_status status = ACP_OK;
    for (int i = 0; i < 2 && status == ACP_OK; i++) {
        acp_buffer text = {0};
        m->side = i ? ACP_SIDE_THEIRS : ACP_SIDE_OURS;
        acp_merge_write(m, options, &text);
        status = text.failed ? ACP_NO_MEMORY : write_as_ours(ours, &text, &sides[i], &lengths[i]);
        acp_buffer_free(&text);
    }
    if (status == ACP_OK &&
        !acp_merge_lines((acp_slice){sides[0], lengths[0]}, (acp_slice){sides[1], lengths[1]},
                         options, "\n", &marked))
        status = ACP_NO_MEMORY;
    if (status == ACP_OK)
        status = acp_encode(marked.text, marked.length, "UTF-8", false, &out->text, &out->length);
    free(sides[0]);
    free(sides[1]);
    acp_buffer_free(&marked);
    /* A side that has no form is told of, not written. */
    return status == ACP_NO_MEMORY ? status : ACP_OK;
}

static acp_status finish(acp_merger *m, const acp_document *ours, acp_buffer *text,
                         const acp_merge_options *options, acp_merge_result *out)
{
    out->conflicts = m->conflicts;
    out->messages = m->messages.text;
    m->messages = (acp_buffer){0};
    if (m->ours == ours)
        return acp_encode(text->text ? text->text : "", text->length, m->edits->encoding,
                          m->edits->bom, &out->text, &out->length);
    return m->conflicts ? write_both_sides(m, ours, options, out)
                        : write_as_ours(ours, text, &out->text, &out->length);
}

/* What is in a property list may make it one of another kind, and it is a property list still. */
static bool mergeable(const acp_document *a, const acp_document *b)
{
    if (a->format == ACP_FORMAT_PLIST && b->format == ACP_FORMAT_PLIST)
        return true;
    return acp_items_comparable(a, b) &&
           acp_slice_equal(acp_slice_prefix(a->root->name), acp_slice_prefix(b->root->name)) &&
           !a->data == !b->data;
}

static void free_merger(acp_merger *m)
{
    acp_edits_free(m->edits);
    acp_arena_free(&m->arena);
    acp_buffer_free(&m->messages);
    free(m->leaves);
    free(m->marked);
}

acp_status acp_merge(const acp_document *base, const acp_document *ours, const acp_document *theirs,
                     const acp_merge_options *options, acp_merge_result *out)
{
    const acp_document *given[] = {base, ours, theirs};
    acp_document *twins[] = {NULL, NULL, NULL};
    bool no_memory = false;
    *out = (acp_merge_result){0};
    if (!mergeable(base, ours) || !mergeable(base, theirs)) {
        say(out, "the three are of different kinds, or use different prefixes\n");
        return ACP_BAD_VALUE;
    }
    if (base->data)
        return acp_merge_data(base, ours, theirs, options, out);
    acp_status status = ACP_OK;
    for (int i = 0; i < 3 && status == ACP_OK; i++) {
        if (given[i]->format == ACP_FORMAT_XML)
            continue;
        given[i] = twins[i] = acp_twin_new(given[i], &no_memory);
        status = no_memory ? ACP_NO_MEMORY : twins[i] ? ACP_OK : ACP_BAD_VALUE;
    }
    if (status == ACP_BAD_VALUE)
        say(out, "a document would lose something when it is written anew (# comments of YAML)\n");
    if (status == ACP_OK) {
        acp_merger m = {.base = given[0], .ours = given[1], .theirs = given[2]};
        acp_buffer text = {0};
        status = merge_xml(&m, options, &text);
        if (status == ACP_OK)
            status = finish(&m, ours, &text, options, out);
        acp_buffer_free(&text);
        free_merger(&m);
    }
    for (int i = 0; i < 3; i++)
        acp_document_free(twins[i]);
    return status;
}

void acp_merge_free(acp_merge_result *result)
{
    free(result->text);
    free(result->messages);
    *result = (acp_merge_result){0};
}
