/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The node tree: how readers build it, how checks and writers look at it. */
#include <stdlib.h>

#include "document/document.h"
#include "schema/schema.h"

acp_document *acp_document_new(acp_arena *lent, const char *name, acp_kind kind, acp_format format)
{
    acp_document *document = calloc(1, sizeof *document);
    if (!document)
        return NULL;
    if (lent) {
        document->arena = *lent;
        *lent = (acp_arena){0};
    }
    document->kind = ACP_KIND_UNKNOWN;
    document->named_kind = kind;
    document->format = format;
    document->name = acp_arena_copy(&document->arena, name, strlen(name));
    if (!document->name) {
        if (lent)
            acp_document_return(document, lent);
        acp_document_free(document);
        return NULL;
    }
    return document;
}

void acp_document_return(acp_document *document, acp_arena *lent)
{
    *lent = document->arena;
    document->arena = (acp_arena){0};
}

void acp_document_free(acp_document *document)
{
    if (!document)
        return;
    acp_arena_free(&document->arena);
    if (!document->text_lent)
        free(document->text);
    free(document->lines);
    free(document->strides);
    free(document);
}

acp_node *acp_node_new(acp_document *document, acp_node_type type, acp_node *parent)
{
    acp_node *node = acp_arena_alloc(&document->arena, sizeof *node);
    if (!node)
        return NULL;
    document->node_count++;
    document->comments |= type == ACP_NODE_COMMENT;
    node->type = (uint8_t)type;
    node->setting = ACP_NO_SETTING;
    node->last_bound = ACP_NO_SETTING;
    node->parent = parent;
    if (parent) {
        if (parent->last)
            parent->last->next = node;
        else
            parent->first = node;
        parent->last = node;
        if (type == ACP_NODE_ELEMENT)
            parent->has_elements = true;
    } else if (type == ACP_NODE_ELEMENT) {
        document->root = node;
    } else {
        acp_node **first = document->root ? &document->after : &document->before;
        if (*first)
            document->last_outer->next = node;
        else
            *first = node;
        document->last_outer = node;
    }
    return node;
}

bool acp_document_full(const acp_document *document)
{
    return document->node_limit && document->node_count >= document->node_limit;
}

void acp_say_full(const acp_document *document, acp_findings *findings, acp_span span)
{
    acp_read_finding(findings, document, "ACP0015", span,
                     "The file has more than %zu elements, texts and comments.",
                     document->node_limit);
}

acp_slice acp_local_name(acp_slice name)
{
    const char *colon = name.len ? memchr(name.ptr, ':', name.len) : NULL;
    if (!colon)
        return name;
    return (acp_slice){colon + 1, name.len - (size_t)(colon + 1 - name.ptr)};
}

static bool has_name(acp_setting_id id, acp_slice name)
{
    return acp_settings[id].name_len == name.len &&
           memcmp(acp_settings[id].name, name.ptr, name.len) == 0;
}

/* Children mostly stand in schema order, so the search starts behind the sibling before. */
static acp_setting_id find_child(acp_setting_id parent, acp_setting_id before, acp_slice name)
{
    acp_setting_id start = acp_settings[parent].first_child;
    if (before != ACP_NO_SETTING) {
        for (acp_setting_id id = before; id != ACP_NO_SETTING; id = acp_settings[id].next)
            if (has_name(id, name))
                return id;
    }
    for (acp_setting_id id = start; id != ACP_NO_SETTING && id != before;
         id = acp_settings[id].next)
        if (has_name(id, name))
            return id;
    return ACP_NO_SETTING;
}

static void enter_slot(acp_document *document, acp_node *element)
{
    unsigned index = (unsigned)element->setting - document->first_setting;
    if (document->last_slots[index])
        document->last_slots[index]->same = element;
    else
        document->slots[index] = element;
    document->last_slots[index] = element;
}

/* Most elements have that of their parent, and share it. */
void acp_node_set_namespace(acp_document *document, acp_node *element, acp_slice ns)
{
    const acp_node *like = element->parent;
    if (like && like->ns && acp_slice_is(ns, like->ns))
        element->ns = like->ns;
    else if (ns.len)
        element->ns = acp_arena_copy(&document->arena, ns.ptr, ns.len);
}

static bool is_same_namespace(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

void acp_node_bind(acp_document *document, acp_node *element)
{
    if (document->raw)
        return;
    if (!element->parent) {
        if (!acp_document_decide_kind(document, element) || document->setting_count == 0)
            return;
        element->setting = document->first_setting;
        enter_slot(document, element);
        return;
    }
    element->foreign = !is_same_namespace(element->ns, document->root->ns);
    acp_node *parent = element->parent;
    if (parent->setting == ACP_NO_SETTING || element->foreign)
        return;
    element->setting =
        find_child(parent->setting, parent->last_bound, acp_local_name(element->name));
    if (element->setting == ACP_NO_SETTING)
        return;
    parent->last_bound = element->setting;
    enter_slot(document, element);
}

void acp_node_bind_attributes(acp_document *document, acp_node *element)
{
    (void)document;
    for (unsigned i = 0; i < element->attribute_count; i++) {
        acp_attribute *attribute = &element->attributes[i];
        attribute->setting = ACP_NO_SETTING;
        if (element->setting == ACP_NO_SETTING)
            continue;
        for (acp_setting_id id = acp_settings[element->setting].first_attribute;
             id != ACP_NO_SETTING; id = acp_settings[id].next) {
            if (has_name(id, attribute->name)) {
                attribute->setting = id;
                break;
            }
        }
    }
}

/* Where a decoded text run stands trimmed in the source. Decoding may change lengths (entities,
 * CR LF), but never the white space at the ends, unless that was written as a reference: then the
 * span of the whole run is as exact as can be said. */
static acp_span trimmed_span(const acp_document *document, const acp_node *run)
{
    acp_span span = run->value_span;
    acp_trim_range(document->text, &span.start, &span.end);
    return span;
}

void acp_node_finish(acp_document *document, acp_node *element)
{
    acp_node *run = element->first;
    while (run && run->type != ACP_NODE_TEXT)
        run = run->next;
    element->text = run;
    if (!run) {
        element->value = (acp_slice){"", 0};
        element->value_span = (acp_span){element->tag_span.end, element->tag_span.end};
        return;
    }
    element->value = acp_slice_trim(run->value);
    element->value_span = document->format == ACP_FORMAT_JSON || document->format == ACP_FORMAT_YAML
                              ? run->value_span
                              : trimmed_span(document, run);
}

acp_attribute *acp_node_attribute(const acp_node *element, const char *name)
{
    for (unsigned i = 0; i < element->attribute_count; i++)
        if (acp_slice_is(element->attributes[i].name, name))
            return &element->attributes[i];
    return NULL;
}

const acp_attribute *acp_prefix_declaration(const acp_node *element, acp_slice prefix)
{
    for (unsigned i = 0; i < element->attribute_count; i++) {
        acp_slice name = element->attributes[i].name;
        if (name.len > 6 && memcmp(name.ptr, "xmlns:", 6) == 0 &&
            acp_slice_equal((acp_slice){name.ptr + 6, name.len - 6}, prefix))
            return &element->attributes[i];
    }
    return NULL;
}

acp_attribute *acp_node_attribute_of(const acp_node *element, acp_setting_id setting)
{
    for (unsigned i = 0; i < element->attribute_count; i++)
        if (element->attributes[i].setting == setting)
            return &element->attributes[i];
    return NULL;
}

acp_node *acp_node_child(const acp_node *element, acp_setting_id setting)
{
    for (acp_node *child = element->first; child; child = child->next)
        if (child->type == ACP_NODE_ELEMENT && child->setting == setting)
            return child;
    return NULL;
}

acp_node *acp_node_next_same(const acp_node *element)
{
    for (acp_node *node = element->next; node; node = node->next)
        if (node->type == ACP_NODE_ELEMENT && node->setting == element->setting)
            return node;
    return NULL;
}
