/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fixes of the profile of the Network Visibility Module. */
#include "change/fixes.h"
#include "schema/prefix.h"

/* The finding is about an excluded field, or about a list of included ones without it. */
bool acp_fix_keep_flow_direction(const acp_fix_job *job, const acp_fix_place *place)
{
    static const char field[] = "Field";
    const acp_node *node = place->node, *list = node->parent;
    if (acp_slice_is(acp_local_name(node->name), field)) {
        acp_edit_delete_element(job->edits, node, ACP_COMMENTS_STAY);
        return true;
    }
    acp_setting_id setting = acp_setting_child(list->setting, field, strlen(field), false);
    if (acp_slice_prefix(node->name).len || setting == ACP_NO_SETTING)
        return false;
    acp_edit_insert_child(job->edits, list, setting, "<Field>FlowDirection</Field>");
    return true;
}

bool acp_fix_write_network_address(const acp_fix_job *job, const acp_fix_place *place)
{
    acp_prefix range;
    char network[ACP_PREFIX_TEXT];
    if (!acp_prefix_parse(place->node->value, &range))
        return false;
    acp_prefix_network(&range, network);
    acp_edit_set_value(job->edits, place->node, acp_slice_of(network));
    return true;
}
