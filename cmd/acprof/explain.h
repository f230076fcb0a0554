/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain: what is said of a rule and of a setting. */
#ifndef CMD_EXPLAIN_H
#define CMD_EXPLAIN_H

#include "cmd.h"

void explain_rule(const acp_rule *rule);
/* beside: other kinds with a setting of this name, 1 << acp_kind | ... */
void explain_setting(acp_kind kind, acp_setting_id id, unsigned beside);

#endif
