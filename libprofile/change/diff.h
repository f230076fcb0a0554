/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the parts of diff share. */
#ifndef ACP_DIFF_H
#define ACP_DIFF_H

#include "change/match.h"
#include "document/slice.h"

struct acp_diff {
    const acp_document *a, *b;
    acp_diff_options options;
    acp_arena arena; /* items and texts */
    acp_difference *changes;
    size_t count, size;
    bool failed; /* memory ran out */
};

/* What a value is before and after; setting NULL: not in the schema. Values are NULL where nothing
 * is written and the client assumes nothing. */
typedef struct {
    const acp_setting *setting;
    const char *before, *after;
    bool others_before, others_after; /* other criteria stand beside it, of which all must be met */
} acp_value_pair;

/* What the schema knows of the effect. */
acp_effect acp_value_effect(const acp_value_pair *pair, const char **reason);
/* Whether users may change a setting, where an element came or went that does not say so: they may
 * not while it is absent. */
acp_effect acp_control_effect(const acp_item *item, bool added, const char **reason);
/* A value that changed in an entry of a list of what is trusted. */
acp_effect acp_trust_effect(const acp_item *item, const char **reason);
/* An entry that came or went. */
acp_effect acp_entry_effect(const acp_item *entry, bool added, const char **reason);
/* Beside a list of what is trusted stand others like it: all of them must be met. */
bool acp_other_lists(const acp_item *item);
/* What the rules know, of changes the schema says nothing about. */
acp_status acp_diff_ask_rules(acp_diff *diff);

/* A copy in the arena; NULL and diff->failed when memory runs out. */
const char *acp_diff_text(acp_diff *diff, acp_slice text);

#endif
