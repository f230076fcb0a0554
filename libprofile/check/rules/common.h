/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Checks of family 0 that compute; the rules that use them stand in schemas/rules/0-structure.yaml.
 */
#ifndef ACP_RULES_COMMON_H
#define ACP_RULES_COMMON_H

#include "check/check.h"

acp_check_function acp_profile_as_schema_file;
acp_check_function acp_file_in_wrong_directory;
acp_check_function acp_file_name_not_read;
acp_check_function acp_bom_present;
acp_check_function acp_line_ends_mixed;
acp_check_function acp_declaration_commented;
acp_check_function acp_schema_location_missing;
acp_check_function acp_schema_location_misspelled;
acp_check_function acp_schema_location_wrong_pair;
acp_check_function acp_placeholder_unresolved;
acp_check_function acp_placeholder_outside_enrollment;

/* The file lies in a directory whose path ends so: "/win/transform". False for standard input. */
bool acp_file_lies_in(acp_run *run, const char *directory, bool ignore_case);
/* A file of the Umbrella module that is not OrgInfo.json: of its secure web gateway agent. */
bool acp_is_gateway_agent_file(const acp_document *document);
/* The first placeholder of a template in a text, in linear time; empty: none. */
acp_slice acp_find_placeholder(acp_slice text);
/* Whether a value of xsi:schemaLocation is pairs, the first of which names the schema of a kind. */
bool acp_schema_location_fits(const acp_kind_row *kind, acp_slice value);

/* What kind of directory a file lies in. */
typedef enum {
    ACP_PLACE_OTHER,
    ACP_PLACE_WINDOWS, /* the client's tree on an endpoint */
    ACP_PLACE_UNIX,
    ACP_PLACE_PACKAGE, /* the Profiles folder of an installation package, or one in it */
} acp_file_place;
/* By the name the document was read under; ACP_PLACE_OTHER for standard input. */
acp_file_place acp_place_of_file(acp_run *run);

#endif
