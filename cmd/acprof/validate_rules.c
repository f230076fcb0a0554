/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof validate --rule: names to rules, the catalogue's and an organisation's own. */
#include <stdlib.h>
#include <string.h>

#include "validate.h"

static const acp_rule *own_rule(const acp_config *config, const char *name)
{
    for (size_t i = 0; config && i < acp_config_rule_count(config); i++) {
        const acp_rule *rule = acp_config_rule(config, i);
        if (strcmp(rule->id, name) == 0 || (rule->key && strcmp(rule->key, name) == 0))
            return rule;
    }
    return NULL;
}

/* True if some configuration or the catalogue has the rule, in force. */
static bool is_known(const cmd_args *args, const validate_options *options, const char *name)
{
    char hint[128];
    const acp_rule *rule = acp_rule_find(name);
    if (rule && !rule->planned)
        return true;
    if (rule) {
        cmd_usage(args, "%s %s is planned and not in force yet", rule->id, rule->key);
        return false;
    }
    for (size_t i = 0; i < options->configs.count; i++)
        if (own_rule(options->configs.rows[i].config, name))
            return true;
    cmd_word_list names;
    if (cmd_words_get(WORDS_RULES, NULL, &names)) {
        cmd_usage(args, "there is no rule '%s'%s", name,
                  cmd_did_you_mean(hint, sizeof hint, name, names.list));
        cmd_words_free(&names);
    }
    return false;
}

bool validate_pick_rules(const cmd_args *args, validate_options *options)
{
    size_t count = 0;
    if (!options->rules)
        return true;
    for (; options->rules[count]; count++)
        if (!is_known(args, options, options->rules[count]))
            return false;
    for (size_t i = 0; i < options->configs.count; i++) {
        struct cmd_config_row *row = &options->configs.rows[i];
        size_t picked = 0;
        row->only = calloc(count + 1, sizeof *row->only);
        if (!row->only) {
            cmd_message("out of memory");
            return false;
        }
        for (size_t k = 0; k < count; k++) {
            const acp_rule *rule = acp_rule_find(options->rules[k]);
            if (!rule)
                rule = own_rule(row->config, options->rules[k]);
            if (rule)
                row->only[picked++] = rule;
        }
    }
    return true;
}
