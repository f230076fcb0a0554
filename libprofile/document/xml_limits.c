/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/xml_limits.h"

#include <stdlib.h>

#include "document/scan_xml.h"

#ifdef FUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION
#define SMALL_FILE 0 /* fuzz inputs are small, and this is to be fuzzed too */
#else
#define SMALL_FILE ((size_t)64 << 10)
#endif

bool acp_xml_declares_namespace(acp_slice name)
{
    return acp_slice_is(name, "xmlns") || (name.len > 6 && memcmp(name.ptr, "xmlns:", 6) == 0);
}

void acp_xml_say_unbounded(const acp_document *document, acp_span tag, acp_findings *findings)
{
    acp_read_finding(findings, document, "ACP0015", tag,
                     "More than %d attributes in one tag, or more than %d namespace declarations "
                     "in the file.",
                     ACP_XML_ATTRIBUTES, ACP_XML_NAMESPACES);
}

static size_t count_declarations(const acp_document *document, const acp_scanner *scan)
{
    size_t count = 0;
    for (size_t i = 0; i < scan->attribute_count; i++) {
        acp_span name = scan->attributes[i].name;
        count += acp_xml_declares_namespace(
            (acp_slice){document->text + name.start, name.end - name.start});
    }
    return count;
}

bool acp_xml_is_bounded(const acp_document *document, size_t from, acp_findings *findings)
{
    if (document->length <= SMALL_FILE)
        return true;
    acp_scanner scan = {.text = document->text, .length = document->length, .next = from};
    size_t namespaces = 0;
    bool bounded = true;
    for (acp_scan_event event; bounded && (event = acp_scan_next(&scan)) != ACP_SCAN_END;) {
        if (event != ACP_SCAN_START && event != ACP_SCAN_EMPTY)
            continue;
        namespaces += count_declarations(document, &scan);
        bounded = scan.attribute_count <= ACP_XML_ATTRIBUTES && namespaces <= ACP_XML_NAMESPACES;
    }
    if (!bounded)
        acp_xml_say_unbounded(document, scan.name, findings);
    free(scan.attributes);
    return bounded;
}
