/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checks of family 0 that compute; the rules that use them stand in schemas/rules/0-structure.yaml.
 */
#ifndef ACP_RULES_COMMON_H
#define ACP_RULES_COMMON_H

#include "check/check.h"

acp_check_function acp_profile_as_schema_file;
acp_check_function acp_file_in_wrong_directory;
acp_check_function acp_schema_location_misspelled;
acp_check_function acp_schema_location_wrong_pair;
acp_check_function acp_placeholder_unresolved;
acp_check_function acp_placeholder_outside_enrollment;

#endif
