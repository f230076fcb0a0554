/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Which findings a change adds. */
#ifndef ACP_ADDED_H
#define ACP_ADDED_H

#include "change/edit.h"

/* Marks in added[] the findings of `after` that are not in `before`: those of another rule, or of
 * the same about another place. steps, in order, are the edits that lead from one to the other.
 * With moved, a finding may stand in another entry than before. ACP_OK or ACP_NO_MEMORY. */
acp_status acp_findings_added(const acp_findings *before, const acp_findings *after,
                              acp_edits *const *steps, size_t step_count, bool moved, bool *added);

#endif
