/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the parts of the merge of plain data share. */
#ifndef ACP_MERGE_DATA_H
#define ACP_MERGE_DATA_H

#include "change/merge.h"
#include "document/datum.h"

typedef struct {
    const acp_document *base, *ours, *theirs;
    acp_arena arena;
    acp_buffer messages;
    size_t conflicts;
    bool take_theirs; /* the second time: conflicts are solved so */
    bool failed;
} acp_data_merge;

bool acp_data_same(const acp_datum *a, const acp_datum *b);
/* Does to ours, a piece of a copy, what was done to base to make theirs. base: NULL: it was not. */
void acp_data_merge_value(acp_data_merge *m, acp_datum *ours, const acp_datum *base,
                          const acp_datum *theirs);
void acp_data_merge_lists(acp_data_merge *m, acp_datum *ours, const acp_datum *base,
                          const acp_datum *theirs);
/* A conflict; NULL: a side has nothing. Whether it is theirs that is taken. */
bool acp_data_conflict(acp_data_merge *m, const acp_datum *ours, const acp_datum *theirs);
acp_datum *acp_data_new_from(acp_data_merge *m, const acp_datum *theirs);

#endif
