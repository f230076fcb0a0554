/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What a check keeps of things it has met. */
#ifndef ACP_SET_MARKS_H
#define ACP_SET_MARKS_H

#include "headend/names.h"
#include "set/set.h"

/* What is kept with a thing, found by the address of the thing; NULL: nothing. */
void *acp_kept(const acp_names *kept, const void *thing);
void acp_keep(acp_set_run *run, acp_names *kept, const void *thing, void *what);
/* Marks a thing; false: it was marked before. */
bool acp_mark(acp_set_run *run, acp_names *marks, const void *thing);
bool acp_is_marked(const acp_names *marks, const void *thing);
/* The same for two things together, in this order. */
bool acp_mark_pair(acp_set_run *run, acp_names *marks, const void *first, const void *second);

/* A copy in lower-case letters; empty when memory runs out. */
acp_slice acp_folded(acp_set_run *run, acp_slice text);

#endif
