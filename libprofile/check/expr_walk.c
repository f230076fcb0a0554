/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Finding the elements of a setting, and values as rules see them. */
#include "check/expr_run.h"

const acp_node *acp_walk_document(acp_walk *walk, const acp_run *run, acp_setting_id element)
{
    walk->depth = 0;
    walk->next = acp_document_slot(run->document, element);
    return acp_walk_next(walk);
}

/* The first element at the end of the steps, from node (at step level) or its next siblings down;
 * climbs where a chain of children ends early. */
static const acp_node *descend(const acp_walk *walk, const acp_node *node, unsigned level)
{
    while (node) {
        if (level + 1 == walk->depth)
            return node;
        const acp_node *child = acp_node_child(node, walk->steps[level + 1]);
        if (child) {
            node = child;
            level++;
            continue;
        }
        const acp_node *sibling = acp_node_next_same(node);
        while (!sibling && level > 0) {
            node = node->parent;
            level--;
            sibling = acp_node_next_same(node);
        }
        node = sibling;
    }
    return NULL;
}

static const acp_node *following(const acp_walk *walk, const acp_node *node)
{
    unsigned level = walk->depth - 1;
    const acp_node *sibling = acp_node_next_same(node);
    while (!sibling && level > 0) {
        node = node->parent;
        level--;
        sibling = acp_node_next_same(node);
    }
    return sibling ? descend(walk, sibling, level) : NULL;
}

const acp_node *acp_walk_below(acp_walk *walk, const acp_node *start, acp_setting_id element)
{
    unsigned count = 0;
    acp_setting_id steps[ACP_CHAIN];
    walk->next = NULL;
    walk->depth = 0;
    for (acp_setting_id s = element; s != start->setting; s = acp_setting_get(s)->parent) {
        if (s == ACP_NO_SETTING || count == ACP_CHAIN)
            return NULL;
        steps[count++] = s;
    }
    if (count == 0)
        return start;
    for (unsigned i = 0; i < count; i++)
        walk->steps[i] = steps[count - 1 - i];
    walk->depth = count;
    walk->next = descend(walk, acp_node_child(start, walk->steps[0]), 0);
    return acp_walk_next(walk);
}

const acp_node *acp_walk_next(acp_walk *walk)
{
    const acp_node *node = walk->next;
    if (node)
        walk->next = walk->depth ? following(walk, node) : node->same;
    return node;
}

const acp_node *acp_locate(const acp_run *run, const acp_node *start, acp_setting_id element)
{
    acp_walk walk;
    if (!start || start == run->document->root)
        return acp_document_slot(run->document, element);
    return acp_walk_below(&walk, start, element);
}

/* Text of a setting on its element; false: not written. */
static bool written(const acp_node *node, acp_setting_id setting, acp_slice *text)
{
    if (!node)
        return false;
    *text = node->value;
    if (!acp_setting_get(setting)->is_attribute)
        return true;
    const acp_attribute *attribute = acp_node_attribute_of(node, setting);
    if (attribute)
        *text = acp_slice_trim(attribute->value);
    return attribute != NULL;
}

acp_slice acp_value_on(const acp_run *run, const acp_node *node, acp_setting_id setting)
{
    acp_slice text;
    if (written(node, setting, &text))
        return text;
    const char *value = acp_setting_default(acp_setting_get(setting), run->client_version);
    return acp_slice_of(value ? value : "");
}

acp_slice acp_value_written(const acp_run *run, acp_setting_id setting, const acp_node *context)
{
    acp_slice text;
    if (acp_setting_get(setting) &&
        written(acp_locate(run, context, acp_expr_element(setting)), setting, &text))
        return text;
    return (acp_slice){"", 0};
}

acp_slice acp_value_effective(const acp_run *run, acp_setting_id setting, const acp_node *context)
{
    if (!acp_setting_get(setting))
        return (acp_slice){"", 0};
    return acp_value_on(run, acp_locate(run, context, acp_expr_element(setting)), setting);
}
