/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Files that are plain data and no form of an XML document (OrgInfo.json, property lists, links):
 * each member becomes an element of its name, so that rules look at them as at everything else. A
 * list of a setting that may be repeated becomes as many elements as it has items; any other one
 * becomes an element, with the items in it under the same name. */
#include "document/form.h"
#include "schema/schema.h"

bool acp_is_plain_json(const acp_document *document)
{
    return document->named_kind != ACP_KIND_UNKNOWN && acp_kinds[document->named_kind].json_schema;
}

const char *acp_json_rule(const acp_document *document)
{
    if (document->format == ACP_FORMAT_PLIST)
        return "ACP8110";
    if (document->named_kind == ACP_KIND_UMBRELLA || document->named_kind == ACP_KIND_MDM_CHROME)
        return "ACP0012";
    return document->format == ACP_FORMAT_YAML ? "ACP0014" : "ACP0013";
}

static acp_node *new_element(acp_document *document, acp_node *parent, acp_slice name,
                             acp_datum *datum, acp_span key)
{
    acp_node *element = acp_node_new(document, ACP_NODE_ELEMENT, parent);
    if (!element)
        return NULL;
    element->name = name;
    element->whole = datum->span;
    element->name_span = element->tag_span = key;
    datum->node = element;
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

static acp_status read_value(acp_document *document, acp_node *parent, acp_slice name,
                             acp_datum *datum, acp_span key, acp_findings *findings);

static bool may_repeat(const acp_node *parent, acp_slice name)
{
    acp_setting_id id = parent->setting == ACP_NO_SETTING
                            ? ACP_NO_SETTING
                            : acp_setting_child(parent->setting, name.ptr, name.len, false);
    return id != ACP_NO_SETTING && acp_setting_get(id)->max_occurs != 1;
}

static acp_status read_items(acp_document *document, acp_node *parent, acp_slice name,
                             acp_datum *list, acp_findings *findings)
{
    acp_status status = ACP_OK;
    for (acp_datum *item = list->first; item && status == ACP_OK; item = item->next) {
        acp_span first = {item->span.start, item->span.start + 1};
        status = read_value(document, parent, name, item, first, findings);
    }
    return status;
}

static acp_status read_members(acp_document *document, acp_node *parent, acp_datum *datum,
                               acp_findings *findings)
{
    acp_status status = ACP_OK;
    for (acp_datum *member = datum->first; member && status == ACP_OK; member = member->next)
        status = read_value(document, parent, member->key, member, acp_datum_name_span(member),
                            findings);
    return status;
}

/* The readers have bounded the depth. */
static acp_status read_value(acp_document *document, acp_node *parent, acp_slice name,
                             acp_datum *datum, acp_span key, acp_findings *findings)
{
    if (acp_document_full(document)) {
        acp_say_full(document, findings, datum->span);
        return ACP_DAMAGED;
    }
    if (datum->type == ACP_DATUM_ARRAY && may_repeat(parent, name))
        return read_items(document, parent, name, datum, findings);
    acp_node *element = new_element(document, parent, name, datum, key);
    if (!element)
        return ACP_NO_MEMORY;
    if (acp_datum_is_scalar(datum))
        return add_text(document, element, datum) ? ACP_OK : ACP_NO_MEMORY;
    acp_status status = datum->type == ACP_DATUM_ARRAY
                            ? read_items(document, element, name, datum, findings)
                            : read_members(document, element, datum, findings);
    if (status == ACP_OK)
        acp_node_finish(document, element);
    return status;
}

/* Links may also be given as a list of them, or one by itself. */
static acp_datum *with_links(acp_document *document, acp_datum *top)
{
    bool one = top->type == ACP_DATUM_OBJECT && acp_datum_member(top, "action");
    if (document->named_kind != ACP_KIND_URI || (top->type != ACP_DATUM_ARRAY && !one))
        return top;
    acp_datum *whole = acp_datum_new(&document->arena, ACP_DATUM_OBJECT), *links = top;
    if (one)
        links = acp_datum_new(&document->arena, ACP_DATUM_ARRAY);
    if (!whole || !links)
        return NULL;
    whole->span = links->span = top->span;
    links->key = ACP_SLICE("link");
    acp_datum_add(whole, links);
    if (one)
        acp_datum_add(links, top);
    return whole;
}

acp_status acp_plain_json_read(acp_document *document, acp_datum *top, acp_findings *findings)
{
    top = with_links(document, top);
    if (!top)
        return ACP_NO_MEMORY;
    const acp_kind_row *kind = &acp_kinds[document->named_kind];
    const char *file = acp_kind_file(document->named_kind, document->name);
    if (file && strpbrk(file, "*/"))
        file = NULL;
    if (top->type != ACP_DATUM_OBJECT) {
        acp_read_finding(findings, document, acp_json_rule(document),
                         (acp_span){top->span.start, top->span.start + 1},
                         "%s holds one object%s; %s stands here.", file ? file : kind->file,
                         document->format == ACP_FORMAT_JSON ? ", in braces" : ", a <dict>",
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
