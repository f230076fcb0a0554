/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Members that are no profile or policy: configurations, certificates, and what is known by name.
 */
#include <stdlib.h>

#include "check/rules.h"
#include "document/findings.h"
#include "set/set_private.h"

void acp_member_free(acp_member *member)
{
    acp_document_free(member->document);
    acp_findings_free(member->findings);
    free(member->name);
    free(member->host);
    free(member);
}

static acp_kind kind_of(acp_role role)
{
    return role == ACP_ROLE_ASA      ? ACP_KIND_ASA
           : role == ACP_ROLE_IOS_XE ? ACP_KIND_IOS_XE
                                     : ACP_KIND_UNKNOWN;
}

/* Of a file known by its name only, what can be shown is shown: nothing of it that is no text. */
static void keep_text(acp_document *document, char *bytes, size_t size)
{
    if (memchr(bytes, '\0', size))
        size = 0;
    bytes[size] = '\0';
    document->text = bytes;
    document->length = size;
}

acp_status acp_member_take(acp_member *member, char *bytes, size_t size)
{
    member->kind = kind_of(member->role);
    member->document = acp_document_new(member->name, member->kind, ACP_FORMAT_XML);
    if (!member->document) {
        free(bytes);
        return ACP_NO_MEMORY;
    }
    keep_text(member->document, bytes, size);
    return ACP_OK;
}

acp_status acp_member_load(acp_member *member, size_t max_size)
{
    size_t limit = max_size ? max_size : ACP_MAX_SIZE, size = 0;
    char *bytes = NULL;
    acp_status status = acp_source_load(member->name, limit, &bytes, &size);
    if (status == ACP_DAMAGED && member->role == ACP_ROLE_FILE) {
        bytes = calloc(1, 1);
        status = bytes ? ACP_OK : ACP_NO_MEMORY;
        size = 0;
    }
    if (status == ACP_DAMAGED)
        return acp_say_too_large(member->name, limit, member->findings);
    return status == ACP_OK ? acp_member_take(member, bytes, size) : status;
}
