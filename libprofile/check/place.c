/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Where findings point. */
#include "check/check.h"

acp_place acp_at_name(const acp_node *node)
{
    return (acp_place){node->name_span, node, NULL};
}

acp_place acp_at_value(const acp_node *node)
{
    bool empty = node->value_span.start == node->value_span.end;
    return (acp_place){empty ? node->name_span : node->value_span, node, NULL};
}

acp_place acp_at_attribute(const acp_node *node, const acp_attribute *attribute)
{
    bool empty = attribute->value_span.start == attribute->value_span.end;
    return (acp_place){empty ? attribute->name_span : attribute->value_span, node, attribute};
}

acp_place acp_at_attribute_name(const acp_node *node, const acp_attribute *attribute)
{
    return (acp_place){attribute->name_span, node, attribute};
}

acp_place acp_at_part(const acp_node *node, const acp_attribute *attribute, acp_slice part)
{
    acp_place whole = attribute ? acp_at_attribute(node, attribute) : acp_at_value(node);
    acp_slice value = attribute ? attribute->value : node->value;
    acp_span span = attribute ? attribute->value_span : node->value_span;
    /* Only a value written without references has its parts where they are in the source. */
    bool plain = span.end - span.start == value.len && part.ptr >= value.ptr &&
                 part.ptr + part.len <= value.ptr + value.len;
    if (!plain)
        return whole;
    whole.span.start = span.start + (uint32_t)(part.ptr - value.ptr);
    whole.span.end = whole.span.start + (uint32_t)part.len;
    return whole;
}
