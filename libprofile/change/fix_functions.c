/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The functions a rule can name as `fix:`, and the two kinds of fix that need none. */
#include "change/fixes.h"
#include "check/expr_run.h"

const acp_fix_row acp_fix_functions[] = {
    {"add_schema_location", acp_fix_add_schema_location, 0},
    {"delete_attribute", acp_fix_delete_attribute, 0},
    {"delete_repeated", acp_fix_delete_repeated, 0},
    {"drop_leading_wildcard", acp_fix_drop_leading_wildcard, 0},
    {"empty_preferences", acp_fix_needs_policy, ACP_FIX_PAIR},
    {"join_lines", acp_fix_join_lines, 0},
    {"keep_flow_direction", acp_fix_keep_flow_direction, 0},
    {"mend_schema_location", acp_fix_mend_schema_location, 0},
    {"merge_server_lists", acp_fix_merge_server_lists, ACP_FIX_MOVES},
    {"move_always_connect", acp_fix_move_always_connect, ACP_FIX_MOVES},
    {"move_into_parent", acp_fix_move_into_parent, ACP_FIX_MOVES},
    {"move_to_local_policy", acp_fix_needs_policy, ACP_FIX_PAIR},
    {"name_custom_match_key", acp_fix_name_custom_match_key, ACP_FIX_MOVES},
    {"name_extended_match_key", acp_fix_name_extended_match_key, ACP_FIX_MOVES},
    {"quote_attribute", acp_fix_quote_attribute, ACP_FIX_DAMAGED},
    {"recode_utf8", acp_fix_recode_utf8, ACP_FIX_TEXT},
    {"remove_byte_order_mark", acp_fix_remove_byte_order_mark, ACP_FIX_TEXT},
    {"remove_namespace", acp_fix_remove_namespace, 0},
    {"remove_unit", acp_fix_write_meant, 0},
    {"rename_element", acp_fix_rename_element, 0},
    {"rename_root", acp_fix_rename_root, ACP_FIX_MOVES},
    {"restore_declaration", acp_fix_restore_declaration, 0},
    {"set_namespace", acp_fix_set_namespace, 0},
    {"set_schema_location", acp_fix_set_schema_location, 0},
    {"sort_children", acp_fix_sort_children, 0},
    {"trim_value", acp_fix_trim_value, 0},
    {"unify_line_ends", acp_fix_unify_line_ends, ACP_FIX_TEXT},
    {"write_boolean", acp_fix_write_meant, 0},
    {"write_forced_value", acp_fix_write_forced_value, 0},
    {"write_forced_values", acp_fix_write_forced_values, 0},
    {"write_literal", acp_fix_write_meant, 0},
    {"write_network_address", acp_fix_write_network_address, 0},
    {NULL, NULL, 0},
};

static const acp_fix_row set_row = {"set", acp_fix_set, 0};
static const acp_fix_row delete_row = {"delete", acp_fix_delete, 0};

const acp_fix_row *acp_fix_row_of(const acp_rule *rule)
{
    if (rule->fix == ACP_FIX_SET)
        return &set_row;
    if (rule->fix == ACP_FIX_DELETE)
        return &delete_row;
    for (const acp_fix_row *row = acp_fix_functions; row->name; row++)
        if (rule->fix == ACP_FIX_FUNCTION && strcmp(row->name, rule->fix_text) == 0)
            return row;
    return NULL;
}

/* ---- set PATH VALUE, delete PATH ------------------------------------------------------------- */

/* What the PATH of a fix names, from where its rule was looking when it made the finding. */
typedef struct {
    const acp_node *start; /* an ancestor of it, or the element itself */
    acp_setting_id setting;
} target;

/* The element `each` was about: the finding points to it or to something in it. */
static const acp_node *element_asked_about(const acp_expr_case *c, const acp_fix_place *place)
{
    acp_setting_id element = acp_expr_element(c->each);
    const acp_node *node = place->node;
    while (node && node->setting != element)
        node = node->parent;
    return node;
}

static bool find_target(const acp_fix_job *job, const acp_fix_place *place, target *out)
{
    const acp_node *root = job->document->root;
    int schema = acp_kind_get(job->document->kind)->schema;
    const acp_expr *expr = place->rule->fix_at;
    while (expr && acp_kind_get(expr->kind)->schema != schema)
        expr = expr->next;
    for (unsigned i = 0; expr && i < expr->case_count; i++) {
        const acp_expr_case *c = &expr->cases[i];
        acp_context context = {.node = root};
        if (c->each != ACP_NO_SETTING)
            context.node = element_asked_about(c, place);
        if (!context.node)
            continue;
        if (c->each != ACP_NO_SETTING && acp_setting_get(c->each)->is_attribute)
            context.attribute = acp_node_attribute_of(context.node, c->each);
        *out = (target){c->at_absolute ? root : acp_context_start(&context, c->at_up), c->at};
        if (c->at == ACP_NO_SETTING)
            out->setting = c->each;
        return out->start && out->setting != ACP_NO_SETTING;
    }
    return false;
}

bool acp_fix_set(const acp_fix_job *job, const acp_fix_place *place)
{
    target found;
    const char *value = place->rule->fix_text;
    /* "set PATH VALUE" */
    for (int i = 0; i < 2; i++) {
        value += strcspn(value, " ");
        value += strspn(value, " ");
    }
    if (!find_target(job, place, &found))
        return false;
    acp_edit_write(job->edits, found.start, found.setting, acp_slice_of(value),
                   job->run.client_version);
    return true;
}

bool acp_fix_delete(const acp_fix_job *job, const acp_fix_place *place)
{
    target found;
    if (!find_target(job, place, &found))
        return false;
    const acp_node *node = acp_locate(&job->run, found.start, acp_expr_element(found.setting));
    if (!node)
        return false;
    if (!acp_setting_get(found.setting)->is_attribute) {
        acp_edit_delete_element(job->edits, node, ACP_COMMENTS_STAY);
        return true;
    }
    const acp_attribute *attribute = acp_node_attribute_of(node, found.setting);
    if (attribute)
        acp_edit_delete_attribute(job->edits, attribute);
    return attribute != NULL;
}
