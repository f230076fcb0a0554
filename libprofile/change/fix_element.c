/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fixes of elements: their names, their places, how often they stand. */
#include "change/fixes.h"

#include <stdlib.h>

#include "change/layout.h"
#include "check/structure.h"

bool acp_fix_rename_element(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_node *node = place->node;
    acp_setting_id parent = node->parent ? node->parent->setting : ACP_NO_SETTING;
    if (parent == ACP_NO_SETTING)
        return false;
    acp_setting_id meant = acp_structure_meant_name(parent, acp_local_name(node->name));
    if (meant == ACP_NO_SETTING)
        return false;
    acp_edit_rename_element(job->edits, node, acp_setting_get(meant)->name);
    return true;
}

bool acp_fix_move_into_parent(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_node *node = place->node;
    acp_setting_id right = acp_structure_only_place(job->document, acp_local_name(node->name));
    if (right == ACP_NO_SETTING || !node->parent)
        return false;
    const acp_node *home = acp_node_child(node->parent, acp_setting_get(right)->parent);
    if (!home || acp_node_child(home, right))
        return false;
    acp_edit_move_element(job->edits, node, home, right);
    return true;
}

static bool is_only_child(const acp_node *node)
{
    return acp_node_first_child(node->parent) == node && !acp_node_next(node);
}

/* A list that must not be empty goes with its last entry. */
bool acp_fix_delete_repeated(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_node *node = place->node;
    while (node->parent && node->setting != ACP_NO_SETTING && is_only_child(node) &&
           acp_setting_get(node->setting)->min_occurs)
        node = node->parent;
    if (!node->parent)
        return false;
    acp_edit_delete_element(job->edits, node, ACP_COMMENTS_STAY);
    return true;
}

/* ---- order ------------------------------------------------------------------------------- */

/* A child with what stands before it: comments, and white space from the end of the line before. */
typedef struct {
    acp_span span;
    acp_setting_id order; /* its setting; one that is not known stays behind the one before it */
    size_t index;
} chunk;

static int by_order(const void *left, const void *right)
{
    const chunk *a = left, *b = right;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

static size_t cut_chunks(const acp_document *document, const acp_node *parent, chunk *out)
{
    uint32_t at = acp_children_start(document, parent);
    acp_setting_id order = 0;
    size_t count = 0;
    for (const acp_node *child = acp_node_first_child(parent); child;
         child = acp_node_next(child)) {
        uint32_t end = acp_behind_comments(document, child->whole.end, child->next);
        if (child->setting != ACP_NO_SETTING)
            order = child->setting;
        if (out)
            out[count] = (chunk){{at, end}, order, count};
        count++;
        at = end;
    }
    return count;
}

/* The children from the first to the last that are out of place. */
bool acp_fix_sort_children(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_document *document = job->document;
    const acp_node *parent = place->node->parent;
    if (!parent)
        return false;
    size_t count = cut_chunks(document, parent, NULL), first = 0, last = count;
    chunk *chunks = calloc(2 * count, sizeof *chunks);
    acp_buffer text = {0};
    if (!chunks)
        return false;
    chunk *sorted = chunks + count;
    cut_chunks(document, parent, chunks);
    memcpy(sorted, chunks, count * sizeof *chunks);
    qsort(sorted, count, sizeof *sorted, by_order);
    while (first < count && sorted[first].index == first)
        first++;
    while (last > first && sorted[last - 1].index == last - 1)
        last--;
    for (size_t i = first; i < last; i++)
        acp_buffer_add(&text, document->text + sorted[i].span.start,
                       sorted[i].span.end - sorted[i].span.start);
    bool fine = first < last && !text.failed;
    if (fine)
        acp_edit_replace(job->edits,
                         (acp_span){chunks[first].span.start, chunks[last - 1].span.end},
                         (acp_slice){text.text, text.length});
    free(chunks);
    acp_buffer_free(&text);
    return fine;
}

/* ---- lists and lines --------------------------------------------------------------------- */

static bool is_space_at(const acp_document *document, uint32_t at)
{
    return acp_is_space(document->text[at]);
}

/* What an element holds, without the white space at its ends. */
static acp_span content_of(const acp_document *document, const acp_node *node)
{
    acp_span span = {node->tag_span.end, acp_end_tag(document, node)};
    while (span.start < span.end && is_space_at(document, span.start))
        span.start++;
    while (span.end > span.start && is_space_at(document, span.end - 1))
        span.end--;
    return span;
}

bool acp_fix_merge_server_lists(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_node *list = place->node, *host = acp_node_first_child(list);
    const acp_node *first = list->parent ? acp_node_child(list->parent, list->setting) : NULL;
    acp_span content = content_of(job->document, list);
    if (!first || first == list)
        return false;
    if (host && content.end > content.start) {
        acp_setting_id setting = acp_setting_get(list->setting)->first_child;
        acp_edit_insert_copy(job->edits, first, setting, content, host);
    }
    acp_edit_delete_element(job->edits, list, ACP_COMMENTS_STAY);
    return true;
}

static bool has_comment(const acp_node *node)
{
    for (const acp_node *child = node->first; child; child = child->next)
        if (child->type != ACP_NODE_TEXT)
            return true;
    return false;
}

/* White space with a line end in it becomes a blank, or nothing at the ends of the value. */
bool acp_fix_join_lines(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_node *node = place->node;
    const char *text = job->document->text;
    acp_span inner = content_of(job->document, node);
    if (has_comment(node))
        return false;
    for (uint32_t at = node->whole.start, end; at < node->whole.end; at = end) {
        bool line_end = false;
        for (end = at; end < node->whole.end && acp_is_space(text[end]); end++)
            line_end |= text[end] == '\n' || text[end] == '\r';
        if (end == at) {
            end++;
            continue;
        }
        bool edge = at < inner.start ? at >= node->tag_span.end : at >= inner.end;
        bool before_close = text[end] == '>' || text[end] == '/';
        if (line_end && (edge || before_close))
            acp_edit_delete(job->edits, (acp_span){at, end});
        else if (line_end)
            acp_edit_replace(job->edits, (acp_span){at, end}, ACP_SLICE(" "));
    }
    return true;
}
