/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What OrgInfo.json must hold; schemas/orginfo.schema.json says the same. */
#include "check/rules/policy.h"

static const acp_node *member(const acp_node *root, const char *name)
{
    const acp_node *node = acp_node_first_child(root);
    while (node && !acp_slice_is(node->name, name))
        node = acp_node_next(node);
    return node;
}

void acp_orginfo_key_missing(acp_run *run, const acp_rule *rule)
{
    static const char *const keys[] = {"organizationId", "fingerprint", "userId"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const acp_node *node = member(run->document->root, keys[i]);
        if (!node)
            acp_say(run, rule->id, acp_at_name(run->document->root),
                    "\"%s\" is missing; without it the module cannot register.", keys[i]);
        else if (node->has_elements || !node->value.len)
            acp_say(run, rule->id, acp_at_name(node),
                    "\"%s\" has no value; without it the module cannot register.", keys[i]);
    }
}
