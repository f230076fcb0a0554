/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* An element gets another place among its like, with the comments that belong to it: those on lines
 * of their own before it and those behind it on its line. */
#include "change/edit_private.h"

static acp_span with_comments(const acp_document *document, const acp_node *element)
{
    const acp_node *comment = acp_comments_before(document, element);
    return (acp_span){(comment ? comment : element)->whole.start,
                      acp_behind_comments(document, element->whole.end, element->next)};
}

/* The white space that one entry has before it and the other behind it, as one of `like` does. */
static void new_line(const acp_edits *edits, const acp_document *document, uint32_t like,
                     acp_buffer *out)
{
    acp_slice indent = acp_indent_at(document, like);
    if (!indent.ptr)
        return;
    acp_buffer_puts(out, edits->layout.line_end);
    acp_buffer_add(out, indent.ptr, indent.len);
}

void acp_edit_place_element(acp_edits *edits, const acp_node *element, const acp_node *beside,
                            bool before)
{
    const acp_document *document = edits->document;
    acp_span source = with_comments(document, element), there = with_comments(document, beside);
    acp_buffer text = {0};
    if (!before)
        new_line(edits, document, there.start, &text);
    acp_buffer_add(&text, document->text + source.start, source.end - source.start);
    if (before)
        new_line(edits, document, there.start, &text);
    acp_edit_insert(edits, before ? there.start : there.end, (acp_slice){text.text, text.length});
    acp_edit_delete(edits, acp_whole_lines(document, source));
    edits->failed |= text.failed;
    acp_buffer_free(&text);
}
