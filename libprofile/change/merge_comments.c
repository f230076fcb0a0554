/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Comments that theirs adds: a remark somebody wrote must not get lost in a merge. */
#include "change/merge.h"

/* More comments before one element are not looked at: each is compared with each. */
#define MOST_COMMENTS 64

typedef struct {
    const acp_node *list[MOST_COMMENTS];
    unsigned count;
} comments;

/* The comments right before an element, whatever lines they stand on; item may be NULL. */
static comments before(const acp_item *item)
{
    comments found = {.count = 0};
    if (!item || !item->parent)
        return found;
    const acp_node *node =
        item->index ? item->parent->items[item->index - 1].node->next : item->parent->node->first;
    for (; node && node != item->node; node = node->next)
        if (node->type == ACP_NODE_COMMENT && found.count < MOST_COMMENTS)
            found.list[found.count++] = node;
    return found;
}

static bool has(const comments *in, const acp_node *comment)
{
    for (unsigned i = 0; i < in->count; i++)
        if (acp_slice_equal(acp_slice_trim(in->list[i]->value), acp_slice_trim(comment->value)))
            return true;
    return false;
}

void acp_merge_comments(acp_merger *merger, const acp_item *base, const acp_item *ours,
                        const acp_item *theirs)
{
    comments added = before(theirs), known = before(base), there = before(ours);
    acp_slice indent = acp_indent_at(merger->ours, ours->node->whole.start);
    acp_buffer text = {0};
    for (unsigned i = 0; i < added.count; i++) {
        const acp_node *comment = added.list[i];
        if (has(&known, comment) || has(&there, comment))
            continue;
        acp_buffer_add(&text, merger->theirs->text + comment->whole.start,
                       comment->whole.end - comment->whole.start);
        if (indent.ptr) {
            acp_buffer_puts(&text, merger->edits->layout.line_end);
            acp_buffer_add(&text, indent.ptr, indent.len);
        }
    }
    if (text.length) {
        acp_edits_begin(merger->edits);
        acp_edit_insert(merger->edits, ours->node->whole.start,
                        (acp_slice){text.text, text.length});
    }
    merger->failed |= text.failed;
    acp_buffer_free(&text);
}
