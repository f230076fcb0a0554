/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* How a file is laid out: its line ends, its indentation, what stands alone on a line. */
#ifndef ACP_LAYOUT_H
#define ACP_LAYOUT_H

#include "document/buffer.h"
#include "document/document.h"

typedef struct {
    const char *line_end; /* that of the first line */
    acp_slice unit;       /* what a level is indented by */
} acp_layout;

const char *acp_first_line_end(const acp_document *document);
acp_layout acp_layout_of(const acp_document *document);

/* White space before an offset, if nothing else stands before it on its line; else ptr is NULL. */
acp_slice acp_indent_at(const acp_document *document, uint32_t offset);
/* A span and, if nothing else stands on its lines, their indentation and the last line end. */
acp_span acp_whole_lines(const acp_document *document, acp_span span);
/* The end of the comments that stand behind an offset on its line; next is the node there. */
uint32_t acp_behind_comments(const acp_document *document, uint32_t offset, const acp_node *next);
/* The first of the comments right before an element that stand on lines of their own, NULL: there
 * is none. They are chained by next. */
const acp_node *acp_comments_before(const acp_document *document, const acp_node *element);
bool acp_is_suppression(const acp_node *comment);

/* Where the end tag of an element starts; the end of the element if it has none (<X/>). */
uint32_t acp_end_tag(const acp_document *document, const acp_node *element);
/* The content of an element that starts with its children: behind its start tag and its value. */
uint32_t acp_children_start(const acp_document *document, const acp_node *element);

/* Copies source, lines between its tags that start with `from` indented by `to` instead. */
void acp_copy_indented(acp_buffer *out, const acp_document *document, acp_span source,
                       acp_slice from, acp_slice to);

#endif
