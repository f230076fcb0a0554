/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Comments that suppress findings: <!-- acprof: ignore ACP1130, ACP1131 because REASON -->. They
 * cover the element that follows and everything in it. In JSON and YAML they stand under #comment.
 */
#ifndef ACP_SUPPRESS_H
#define ACP_SUPPRESS_H

#include "check/check.h"

typedef struct acp_suppressions acp_suppressions;

/* Collects the comments of the document of a run in *out, NULL if it has none; false if memory ran
 * out. Every function takes NULL. */
bool acp_suppressions_new(const acp_run *run, acp_suppressions **out);
void acp_suppressions_free(acp_suppressions *list);
/* True if a comment covers findings of rule at node; it then counts as used. */
bool acp_suppressed(acp_suppressions *list, const acp_node *node, const acp_rule *rule);
/* After every finding was asked about: reports comments without reason and those that were of no
 * use. A rule this run did not look for (another platform, not among options->only) is not held
 * against its comment. */
void acp_suppressions_report(acp_suppressions *list, acp_run *run);

#endif
