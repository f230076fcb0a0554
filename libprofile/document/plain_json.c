/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files that are plain JSON and no form of an XML document (OrgInfo.json): each member becomes an
 * element of its name, so that rules look at them as at everything else. */
#include "document/form.h"
#include "schema/schema.h"

bool acp_is_plain_json(const acp_document *document)
{
    return document->named_kind != ACP_KIND_UNKNOWN && acp_kinds[document->named_kind].json_schema;
}

const char *acp_json_rule(const acp_document *document)
{
    if (acp_is_plain_json(document))
        return "ACP0012";
    return document->format == ACP_FORMAT_JSON ? "ACP0013" : "ACP0014";
}

static acp_node *new_element(acp_document *document, acp_node *parent, acp_slice name,
                             const acp_datum *datum, acp_span key)
{
    acp_node *element = acp_node_new(document, ACP_NODE_ELEMENT, parent);
    if (!element)
        return NULL;
    element->name = name;
    element->whole = datum->span;
    element->name_span = element->tag_span = key;
    acp_node_bind(document, element);
    return element;
}

static bool add_text(acp_document *document, acp_node *element, const acp_datum *datum)
{
    if (datum->type != ACP_DATUM_NULL && datum->text.len) {
        acp_node *text = acp_node_new(document, ACP_NODE_TEXT, element);
        if (!text)
            return false;
        text->value = datum->text;
        text->whole = datum->span;
        text->value_span = acp_datum_text_span(datum);
    }
    acp_node_finish(document, element);
    return true;
}

/* Members, or the items of a list under the name of the list. The scanner has bounded the depth. */
static acp_status read_members(acp_document *document, acp_node *parent, const acp_datum *datum,
                               acp_findings *findings)
{
    for (const acp_datum *member = datum->first; member; member = member->next) {
        if (acp_document_full(document)) {
            acp_say_full(document, findings, member->span);
            return ACP_DAMAGED;
        }
        bool item = datum->type == ACP_DATUM_ARRAY;
        acp_node *element =
            new_element(document, parent, item ? parent->name : member->key, member,
                        item ? (acp_span){member->span.start, member->span.start + 1}
                             : acp_datum_name_span(member));
        if (!element)
            return ACP_NO_MEMORY;
        if (acp_datum_is_scalar(member)) {
            if (!add_text(document, element, member))
                return ACP_NO_MEMORY;
            continue;
        }
        acp_status status = read_members(document, element, member, findings);
        if (status != ACP_OK)
            return status;
        acp_node_finish(document, element);
    }
    return ACP_OK;
}

acp_status acp_plain_json_read(acp_document *document, const acp_datum *top, acp_findings *findings)
{
    const acp_kind_row *kind = &acp_kinds[document->named_kind];
    const char *file = acp_kind_file(document->named_kind, document->name);
    if (top->type != ACP_DATUM_OBJECT) {
        acp_read_finding(
            findings, document, "ACP0012", (acp_span){top->span.start, top->span.start + 1},
            "%s holds one object, in braces; %s stands here.", file ? file : kind->file,
            top->type == ACP_DATUM_ARRAY ? "a list" : "a single value");
        return ACP_DAMAGED;
    }
    /* Nothing in the file names it; messages and paths do, after the file. */
    acp_slice name = acp_slice_of(file ? file : acp_schemas[kind->schema].name);
    name.len = strcspn(name.ptr, ".");
    acp_span brace = {top->span.start, top->span.start + 1};
    acp_node *root = new_element(document, NULL, name, top, brace);
    if (!root)
        return ACP_NO_MEMORY;
    document->data = top;
    acp_status status = read_members(document, root, top, findings);
    if (status == ACP_OK)
        acp_node_finish(document, root);
    return status;
}
