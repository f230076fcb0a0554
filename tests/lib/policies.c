/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "policies.h"

#include <stdio.h>
#include <string.h>

/* The first error that checking the set finds; NULL: none. */
static const acp_finding *find_error(const acp_set *set)
{
    for (size_t i = 0; i < acp_set_count(set); i++) {
        const acp_findings *findings = acp_set_findings(set, i);
        for (size_t k = 0; k < acp_findings_count(findings); k++)
            if (acp_findings_get(findings, k)->severity == ACP_ERROR)
                return acp_findings_get(findings, k);
    }
    return NULL;
}

static bool add_all(acp_set *set, const policy_document *documents, unsigned platform, char *error,
                    size_t error_size)
{
    for (; documents->file; documents++) {
        acp_set_input input = {.role = ACP_ROLE_DOCUMENT,
                               .path = documents->file,
                               .read = {.kind = ACP_KIND_UNKNOWN},
                               .check = {.platforms = platform}};
        if (acp_set_add_memory(set, &input, documents->text, strlen(documents->text)) != ACP_OK) {
            snprintf(error, error_size, "%s cannot be read", documents->file);
            return false;
        }
    }
    if (acp_set_check(set, NULL) == ACP_OK)
        return true;
    snprintf(error, error_size, "out of memory");
    return false;
}

void *policy_compile(const policy_document *documents, const acp_compile_options *options,
                     bool despite_errors, size_t *size, char *error, size_t error_size)
{
    acp_set *set = acp_set_new();
    void *image = NULL;
    *error = '\0';
    if (set && add_all(set, documents, options->platform, error, error_size)) {
        const acp_finding *found = despite_errors ? NULL : find_error(set);
        if (found)
            snprintf(error, error_size, "%s: error %s", found->file, found->rule->id);
        else if (acp_compile(set, options, &image, size, error, error_size) == ACP_NO_MEMORY)
            snprintf(error, error_size, "out of memory");
    }
    acp_set_free(set);
    return image;
}
