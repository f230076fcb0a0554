/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the files of the Umbrella module must hold. */
#include "check/rules/policy.h"

void acp_orginfo_key_missing(acp_run *run, const acp_rule *rule)
{
    const acp_node *root = run->document->root;
    const acp_setting *top = acp_setting_get(root->setting);
    for (acp_setting_id id = top ? top->first_child : ACP_NO_SETTING; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next) {
        const acp_setting *key = acp_setting_get(id);
        const acp_node *node = acp_node_child(root, id);
        if (!key->min_occurs)
            continue;
        if (!node)
            acp_say(run, rule->id, acp_at_name(root),
                    "\"%s\" is missing; without it the module cannot register.", key->name);
        else if (node->has_elements || !node->value.len)
            acp_say(run, rule->id, acp_at_name(node),
                    "\"%s\" has no value; without it the module cannot register.", key->name);
    }
}
