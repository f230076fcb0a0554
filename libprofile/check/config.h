/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What checking needs of the configuration beyond profile.h. Every function takes a NULL config. */
#ifndef ACP_CONFIG_H
#define ACP_CONFIG_H

#include "check/check.h"

/* Severity the configuration gives a rule, otherwise what the caller says. ACP_OFF: not reported.
 */
acp_severity acp_config_severity(const acp_config *config, const acp_rule *rule,
                                 acp_severity otherwise);
/* True if an `ignore` entry covers a finding of the rule in file (as named by the caller) at path
 * (as acp_node_path writes it, "" for the whole document). The entry then counts as used unless
 * this is a trial. May be called from several threads. */
bool acp_config_ignores(const acp_config *config, const acp_rule *rule, const char *file,
                        const char *path, bool trial);
/* Notes that a run's document was checked: entries for files and rules that had no chance to match
 * are not reported as unused. Call once per document, after its findings. */
void acp_config_checked(const acp_run *run);

#endif
