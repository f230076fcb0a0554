/* SPDX-License-Identifier: GPL-3.0-or-later */
/* explain: what is said of a rule and of a setting. */
#ifndef CMD_EXPLAIN_H
#define CMD_EXPLAIN_H

#include "cmd.h"

void explain_rule(const acp_rule *rule);
void explain_setting(acp_kind kind, acp_setting_id id);

#endif
