/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef ACP_DIFF_WRITE_H
#define ACP_DIFF_WRITE_H

#include "change/diff.h"
#include "document/buffer.h"

/* What a change is about: Host Address of "Paris". Not made visible yet. */
void acp_difference_subject(acp_buffer *out, const acp_difference *change);
/* What happened: was "a", is now "b". */
void acp_difference_event(acp_buffer *out, const acp_difference *change);
/* 3 differences: 1 weakens security. */
void acp_diff_summary(acp_buffer *out, const acp_diff *diff);

void acp_diff_html(const acp_diff *diff, acp_buffer *out);

#endif
