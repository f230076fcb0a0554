/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Trusted network detection of two profiles compared. */
#ifndef ACP_SET_RULES_TND_H
#define ACP_SET_RULES_TND_H

#include "set/set.h"

/* Compares each setting; those that differ are reported at the left profile, consequence being the
 * second sentence. While one of the two has the detection off, what the rest says is of no account.
 */
void acp_tnd_agree(acp_set_run *run, const acp_rule *rule, acp_member *left, acp_member *right,
                   const char *consequence);

#endif
