/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checks of family 2 that compute; the rules that use them stand in schemas/rules/2-mgmt.yaml. */
#ifndef ACP_RULES_MGMT_H
#define ACP_RULES_MGMT_H

#include "check/check.h"

acp_check_function acp_management_file_name;
acp_check_function acp_management_forced_value;
acp_check_function acp_management_values_absent;

/* The value the management tunnel forces a setting to, by the name of its element; NULL: none. */
const char *acp_management_value(const char *name);
/* Path and value of the forced settings one by one, and of ProxySettings; false behind the last. */
bool acp_management_forced(size_t index, const char **path, const char **value);

#endif
