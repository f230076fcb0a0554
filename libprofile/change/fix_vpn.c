/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fixes of settings of VPN profiles. */
#include "change/fixes.h"
#include "change/layout.h"

/* ---- key usages -------------------------------------------------------------------------- */

/* The key usage of an object identifier; the schema names it behind each value. NULL: none. */
static const char *usage_of(const acp_setting *setting, acp_slice oid)
{
    for (unsigned i = 0; i < setting->value_count; i++) {
        const acp_value *value = &setting->values[i];
        if (value->help && strncmp(value->help, "OID ", 4) == 0 &&
            acp_slice_is(oid, value->help + 4))
            return value->name;
    }
    return NULL;
}

static acp_setting_id sibling(const acp_node *node, const char *name)
{
    return acp_setting_child(node->parent->setting, name, strlen(name), false);
}

/* Puts an element of another name in the place of one that holds nothing but its value. */
static bool replace_element(const acp_fix_job *job, const acp_node *node, acp_setting_id setting,
                            acp_slice value)
{
    acp_buffer text = {0};
    acp_slice prefix = acp_slice_prefix(node->name);
    const char *name = acp_setting_get(setting)->name, *colon = prefix.len ? ":" : "";
    if (node->attribute_count || (node->first && node->first->next))
        return false;
    acp_buffer_printf(&text, "<%.*s%s%s>", ACP_SLICE_ARGS(prefix), colon, name);
    acp_add_content(&text, value);
    acp_buffer_printf(&text, "</%.*s%s%s>", ACP_SLICE_ARGS(prefix), colon, name);
    if (!text.failed)
        acp_edit_replace_element(job->edits, node, setting, text.text);
    bool fine = !text.failed;
    acp_buffer_free(&text);
    return fine;
}

bool acp_fix_name_extended_match_key(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_node *node = place->node;
    const char *usage = usage_of(acp_setting_get(node->setting), node->value);
    if (usage) {
        acp_edit_set_value(job->edits, node, acp_slice_of(usage));
        return true;
    }
    return replace_element(job, node, sibling(node, "CustomExtendedMatchKey"), node->value);
}

bool acp_fix_name_custom_match_key(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_node *node = place->node;
    acp_setting_id setting = sibling(node, "ExtendedMatchKey");
    const char *usage = usage_of(acp_setting_get(setting), node->value);
    if (!usage)
        return false;
    for (const acp_node *key = acp_node_child(node->parent, setting); key;
         key = acp_node_next_same(key)) {
        if (!acp_slice_is(key->value, usage))
            continue;
        acp_edit_delete_element(job->edits, node, ACP_COMMENTS_STAY);
        return true;
    }
    return replace_element(job, node, setting, acp_slice_of(usage));
}

/* ---- domains that start the VPN -------------------------------------------------------------- */

/* Entries that are one line each, and nothing beside them. */
static bool is_plain_list(const acp_document *document, const acp_node *list)
{
    for (const acp_node *node = list->first; node; node = node->next) {
        acp_slice text = {document->text + node->whole.start, node->whole.end - node->whole.start};
        if (node->type == ACP_NODE_COMMENT || memchr(text.ptr, '\n', text.len) ||
            memchr(text.ptr, '\r', text.len) || memchr(text.ptr, '\t', text.len))
            return false;
    }
    return acp_slice_prefix(list->name).len == 0;
}

/* The entries become a list of the other name, in the place the schema has it. */
static bool make_other_list(const acp_fix_job *job, const acp_node *list, acp_setting_id other)
{
    const char *name = acp_setting_get(other)->name;
    acp_buffer text = {0};
    if (!is_plain_list(job->document, list))
        return false;
    acp_buffer_printf(&text, "<%s>", name);
    for (const acp_node *node = acp_node_first_child(list); node; node = acp_node_next(node)) {
        acp_buffer_puts(&text, "\n\t");
        acp_buffer_add(&text, job->document->text + node->whole.start,
                       node->whole.end - node->whole.start);
    }
    acp_buffer_printf(&text, "\n</%s>", name);
    if (!text.failed)
        acp_edit_replace_element(job->edits, list, other, text.text);
    bool fine = !text.failed;
    acp_buffer_free(&text);
    return fine;
}

bool acp_fix_move_always_connect(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_node *list = place->node;
    acp_setting_id other = sibling(list, "ConnectIfNeededDomainList");
    const acp_node *there = acp_node_child(list->parent, other);
    if (!there)
        return make_other_list(job, list, other);
    acp_setting_id entry = acp_setting_get(other)->first_child;
    for (const acp_node *node = acp_node_first_child(list); node; node = acp_node_next(node)) {
        const acp_node *comment = acp_comments_before(job->document, node);
        acp_span source = {comment ? comment->whole.start : node->whole.start, node->whole.end};
        acp_edit_insert_copy(job->edits, there, entry, source, node);
    }
    acp_edit_delete_element(job->edits, list, ACP_COMMENTS_STAY);
    return true;
}
