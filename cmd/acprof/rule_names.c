/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --rule: names to rules, the catalogue's and an organisation's own. */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

bool cmd_rule_names_add(const char ***names, char *value)
{
    size_t count = 0;
    while (*names && (*names)[count])
        count++;
    char *rest = value, *name;
    while ((name = strsep(&rest, ","))) {
        const char **grown = realloc(*names, (count + 2) * sizeof *grown);
        if (!grown) {
            cmd_message("out of memory");
            return false;
        }
        *names = grown;
        grown[count++] = name;
        grown[count] = NULL;
    }
    return true;
}

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
static bool is_known(const cmd_args *args, const cmd_configs *configs, const char *name)
{
    char hint[128];
    const acp_rule *rule = acp_rule_find(name);
    if (rule && !rule->planned)
        return true;
    if (rule) {
        cmd_usage(args, "%s %s is planned and not in force yet", rule->id, rule->key);
        return false;
    }
    for (size_t i = 0; i < configs->count; i++)
        if (own_rule(configs->rows[i].config, name))
            return true;
    cmd_word_list names;
    if (cmd_words_get(WORDS_RULES, NULL, &names)) {
        cmd_usage(args, "there is no rule '%s'%s", name,
                  cmd_did_you_mean(hint, sizeof hint, name, names.list));
        cmd_words_free(&names);
    }
    return false;
}

bool cmd_rule_names_pick(const cmd_args *args, const char *const *names, cmd_configs *configs)
{
    size_t count = 0;
    if (!names)
        return true;
    for (; names[count]; count++)
        if (!is_known(args, configs, names[count]))
            return false;
    for (size_t i = 0; i < configs->count; i++) {
        struct cmd_config_row *row = &configs->rows[i];
        size_t picked = 0;
        row->only = calloc(count + 1, sizeof *row->only);
        if (!row->only) {
            cmd_message("out of memory");
            return false;
        }
        for (size_t k = 0; k < count; k++) {
            const acp_rule *rule = acp_rule_find(names[k]);
            if (!rule)
                rule = own_rule(row->config, names[k]);
            if (rule)
                row->only[picked++] = rule;
        }
    }
    return true;
}
