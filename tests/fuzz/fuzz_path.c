/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Path expressions, over one fixed document. */
#include "fuzz.h"

static const char profile[] =
    "<AnyConnectProfile xmlns='http://schemas.xmlsoap.org/encoding/'><ClientInitialization>"
    "<AutoReconnect UserControllable='true'>true</AutoReconnect></ClientInitialization><ServerList>"
    "<HostEntry><HostName>Paris</HostName><HostAddress>a.example.com</HostAddress></HostEntry>"
    "<HostEntry><HostName>O\"x'y</HostName><HostAddress>b.example.com</HostAddress></HostEntry>"
    "</ServerList></AnyConnectProfile>";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    acp_findings *findings = acp_findings_new();
    acp_document *document;
    char message[500], *path = malloc(size + 1);
    if (!findings || !path)
        abort();
    memcpy(path, data, size);
    path[size] = '\0';
    if (acp_document_read_memory("p.xml", profile, sizeof profile - 1, NULL, findings, &document))
        abort();
    acp_path_result *results;
    size_t count;
    if (acp_path_find(document, path, &results, &count, message, sizeof message) == ACP_OK)
        free(results);
    acp_document_free(document);
    acp_findings_free(findings);
    free(path);
    return 0;
}
