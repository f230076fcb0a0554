/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the parts of merge share: merge_tree.c finds out what to do, merge_write.c writes it. */
#ifndef ACP_MERGE_H
#define ACP_MERGE_H

#include "change/edit_private.h"
#include "change/match.h"

/* One side of the base: elements of both have the same numbers. */
typedef struct {
    acp_items base, side;
} acp_merge_side;

typedef struct {
    const acp_document *base, *ours, *theirs;
    acp_arena arena;
    acp_merge_side our, their;          /* base with ours, base with theirs */
    acp_items cross_ours, cross_theirs; /* ours with theirs: what both added */
    bool *leaves;     /* elements of ours, by number, that do not stay where they are */
    acp_edits *edits; /* of ours */
    bool *marked;     /* groups of edits that are conflicts */
    size_t marked_size;
    size_t conflicts;
    enum { ACP_SIDE_BOTH, ACP_SIDE_OURS, ACP_SIDE_THEIRS } side; /* of conflicts, when written */
    acp_buffer messages;
    bool failed; /* memory ran out */
} acp_merger;

#define ACP_MARKER_SIZE 7

/* Merges plain data into *out. ACP_OK or ACP_NO_MEMORY. */
acp_status acp_merge_data(const acp_document *base, const acp_document *ours,
                          const acp_document *theirs, const acp_merge_options *options,
                          acp_merge_result *out);
/* Two versions of a text as one, with markers where they differ. False: no memory. */
bool acp_merge_lines(acp_slice ours, acp_slice theirs, const acp_merge_options *options,
                     const char *line_end, acp_buffer *out);
/* A line with a marker. */
void acp_merge_marker(acp_buffer *out, char c, const acp_merge_options *options, const char *label,
                      const char *line_end_text);

/* Finds the edits of ours, with m->failed if memory runs out. */
void acp_merge_tree(acp_merger *merger);
/* Text of ours with all edits, where those marked stand between markers. */
void acp_merge_write(acp_merger *merger, const acp_merge_options *options, acp_buffer *out);
/* Text of ours from one offset to another with the edits in it. */
void acp_merge_write_part(acp_edits *edits, acp_span span, acp_buffer *out);

/* Carries comments that theirs adds before an element over to it; base may be NULL. */
void acp_merge_comments(acp_merger *merger, const acp_item *base, const acp_item *ours,
                        const acp_item *theirs);

#endif
