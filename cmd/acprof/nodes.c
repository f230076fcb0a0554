/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cmd.h"

const acp_node *cmd_node_child(const acp_node *parent, acp_setting_id setting)
{
    const acp_node *child = parent ? acp_node_first_child(parent) : NULL;
    while (child && acp_node_setting(child) != setting)
        child = acp_node_next(child);
    return child;
}

const acp_node *cmd_node_next_same(const acp_node *node)
{
    acp_setting_id setting = acp_node_setting(node);
    do
        node = acp_node_next(node);
    while (node && acp_node_setting(node) != setting);
    return node;
}
