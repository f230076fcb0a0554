/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* A change (PATH=VALUE, or a path to delete) and behind a NUL the document it is made in; without
 * one, a fixed document. */
#include "fuzz.h"

#include "document/slice.h"

static const char profile[] =
    "<AnyConnectProfile xmlns='http://schemas.xmlsoap.org/encoding/'>\r\n <ClientInitialization>"
    "<AutoReconnect UserControllable='true'>true<!-- c --></AutoReconnect></ClientInitialization>"
    "<ServerList/>\r\n\t<ServerList>\r\n\t<HostEntry><HostName>Paris</HostName></HostEntry>"
    "<HostEntry><HostName>O\"x'y</HostName><HostAddress/></HostEntry></ServerList>"
    "</AnyConnectProfile>";

static bool has_position(const char *path)
{
    for (; *path; path++)
        if (*path == '[' && path[1] >= '0' && path[1] <= '9')
            return true;
    return false;
}

/* What was set is there, what was deleted is not, unless the next one has its place now. */
static void look(const acp_document *document, const acp_change *change)
{
    if (change->how == ACP_CHANGE_DELETE && has_position(change->path))
        return;
    acp_path_result *found;
    size_t count;
    char message[500];
    if (acp_path_find(document, change->path, &found, &count, message, sizeof message) != ACP_OK)
        return; /* [+] */
    if (count != (change->how == ACP_CHANGE_SET))
        abort();
    if (count && *change->value &&
        !acp_slice_equal(acp_slice_trim(found[0].value),
                         acp_slice_trim(acp_slice_of(change->value))))
        abort();
    free(found);
}

static void change_document(const acp_document *document, char *line)
{
    size_t length = acp_path_length(line);
    bool set = line[length];
    line[length] = '\0';
    acp_change change = {set ? ACP_CHANGE_SET : ACP_CHANGE_DELETE, line,
                         set ? line + length + 1 : NULL};
    acp_change_options options = {.despite_errors = true};
    acp_change_result result;
    acp_status status = acp_change_document(document, &change, 1, &options, &result);
    if (status == ACP_OK)
        look(result.document, &change);
    else if (!*result.message && status != ACP_NO_MEMORY)
        abort(); /* what is refused must be told why */
    acp_change_free(&result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    acp_findings *findings = acp_findings_new();
    char *line = malloc(size + 1);
    acp_document *document;
    acp_read_options read = {.kind = ACP_KIND_UNKNOWN, .max_size = 1 << 16};
    if (!findings || !line)
        abort();
    memcpy(line, data, size);
    line[size] = '\0';
    size_t length = strlen(line);
    const char *text = length < size ? line + length + 1 : profile;
    size_t text_size = length < size ? size - length - 1 : sizeof profile - 1;
    if (acp_document_read_memory("p.xml", text, text_size, &read, findings, &document) == ACP_OK) {
        change_document(document, line);
        acp_document_free(document);
    }
    acp_findings_free(findings);
    free(line);
    return 0;
}
