/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Documents out, in any format; what would be lost is refused with a finding. */
#include "document/form.h"
#include "document/plain.h"

static acp_status check_writable(const acp_document *document, acp_format format,
                                 acp_findings *findings)
{
    bool own = format == document->format ||
               (document->format == ACP_FORMAT_PLIST && format == ACP_FORMAT_XML);
    if (document->data && format != ACP_FORMAT_JSON && !own) {
        acp_read_finding(findings, document, "ACP0016", document->root->name_span,
                         document->format == ACP_FORMAT_JSON
                             ? "This file is plain JSON and no form of an XML document; what reads "
                               "it reads it as JSON only."
                             : "This file is plain data and no form of an XML document; only JSON "
                               "can be made of it.");
        return ACP_BAD_VALUE;
    }
    if (document->yaml_comments) {
        acp_read_finding(findings, document, "ACP0016", document->yaml_comment,
                         "This # comment would be lost in writing, as all # comments of YAML are. "
                         "Write it as a member instead: \"#comment\": [\"...\"].");
        return ACP_BAD_VALUE;
    }
    return ACP_OK;
}

static acp_status take_text(acp_buffer *buffer, char **text, size_t *length)
{
    if (buffer->failed) {
        acp_buffer_free(buffer);
        return ACP_NO_MEMORY;
    }
    *text = buffer->text;
    *length = buffer->length;
    return ACP_OK;
}

static acp_status write_plain(const acp_document *document, acp_format format, acp_buffer *buffer,
                              char **text, size_t *length)
{
    if (format != ACP_FORMAT_JSON) {
        if (document->format == ACP_FORMAT_PLIST)
            acp_write_plist(document, buffer);
        else
            acp_write_links(document, buffer);
        return take_text(buffer, text, length);
    }
    acp_arena arena = {0};
    const acp_datum *data = document->data;
    if (document->format == ACP_FORMAT_LINKS)
        data = acp_links_merged(&arena, data);
    if (data)
        acp_write_json(data, buffer);
    acp_arena_free(&arena);
    return data ? take_text(buffer, text, length) : ACP_NO_MEMORY;
}

acp_status acp_document_write(const acp_document *document, acp_format format,
                              acp_findings *findings, char **text, size_t *length)
{
    *text = NULL;
    *length = 0;
    if (format == ACP_FORMAT_AUTO)
        format = document->format;
    acp_status status = check_writable(document, format, findings);
    if (status != ACP_OK)
        return status;
    acp_buffer buffer = {0};
    if (document->data)
        return write_plain(document, format, &buffer, text, length);
    if (format == ACP_FORMAT_XML) {
        acp_write_xml(document, &buffer);
        return take_text(&buffer, text, length);
    }
    acp_arena arena = {0};
    acp_datum *top = NULL;
    status = acp_form_write(document, &arena, findings, &top);
    if (status == ACP_OK) {
        if (format == ACP_FORMAT_JSON)
            acp_write_json(top, &buffer);
        else
            acp_write_yaml(top, &buffer);
        status = take_text(&buffer, text, length);
    }
    acp_arena_free(&arena);
    return status;
}

acp_status acp_node_write(const acp_document *document, const acp_node *node, char **text,
                          size_t *length)
{
    acp_buffer buffer = {0};
    if (document->data) /* as it stands there: the value behind the key */
        acp_buffer_add(&buffer, document->text + node->whole.start,
                       node->whole.end - node->whole.start);
    else
        acp_write_xml_element(document, node, &buffer);
    return take_text(&buffer, text, length);
}
