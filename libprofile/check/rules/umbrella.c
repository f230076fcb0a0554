/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the files of the Umbrella module must hold. */
#include "check/rules/policy.h"

#include "check/rules/common.h"

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

/* What is meant for ISE lies in a directory of that name; nothing else could tell. */
void acp_umbrella_ise_file_name(acp_run *run, const acp_rule *rule)
{
    const acp_document *document = run->document;
    const char *file = acp_kind_file(ACP_KIND_UMBRELLA, document->name);
    if (acp_is_gateway_agent_file(document) || (file && strcmp(file, "OrgInfo.xml") == 0))
        return;
    if (acp_file_lies_in(run, "/ISE", true))
        acp_report_at(run, rule, acp_at_name(document->root), NULL);
}

void acp_umbrella_unsupported_platform(acp_run *run, const acp_rule *rule)
{
    bool agent = acp_is_gateway_agent_file(run->document);
    unsigned supported = ACP_WINDOWS | ACP_MACOS | (agent ? 0u : (unsigned)ACP_ANDROID);
    unsigned wrong = run->platforms & ~supported;
    char names[100] = "";
    size_t used = 0;
    for (unsigned i = 0; acp_platform_name(i); i++)
        if (wrong >> i & 1)
            used += (size_t)snprintf(names + used, sizeof names - used, "%s%s", used ? ", " : "",
                                     acp_platform_name(i));
    if (wrong)
        acp_say(run, rule->id, acp_at_name(run->document->root),
                "%s; the target platforms include %s.",
                agent ? "The secure web gateway agent exists for Windows and macOS only"
                      : "The Umbrella module exists for Windows, macOS and Android only",
                names);
}

static bool is_override(const acp_document *document)
{
    return acp_is_gateway_agent_file(document) &&
           acp_slice_is(document->root->name, "SWGConfigOverride");
}

void acp_swg_override_present(acp_run *run, const acp_rule *rule)
{
    if (is_override(run->document))
        acp_report_at(run, rule, acp_at_name(run->document->root), NULL);
}

void acp_swg_override_key_unknown(acp_run *run, const acp_rule *rule)
{
    static const char *const known[] = {"logLevel", "authtuning", "autotuning"};
    if (!is_override(run->document))
        return;
    for (const acp_node *node = acp_node_first_child(run->document->root); node;
         node = acp_node_next(node)) {
        size_t i = 0;
        while (i < sizeof known / sizeof *known && !acp_slice_is(node->name, known[i]))
            i++;
        if (i == sizeof known / sizeof *known)
            acp_say(run, rule->id, acp_at_name(node),
                    "The guide names no key \"%.*s\" for this file.",
                    ACP_SLICE_ARGS(acp_shown(node->name)));
    }
}
