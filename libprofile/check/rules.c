/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The rule table: looking rules up, and running those that concern a document. */
#include "check/rules.h"

#include "check/config.h"
#include "check/expr.h"

size_t acp_rule_count(void)
{
    return acp_rule_total;
}

const acp_rule *acp_rule_get(size_t index)
{
    return index < acp_rule_total ? &acp_rules[index] : NULL;
}

const acp_rule *acp_rule_find(const char *id_or_key)
{
    size_t low = 0, high = acp_rule_total;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(id_or_key, acp_rules[middle].id);
        if (order == 0)
            return &acp_rules[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    for (size_t i = 0; i < acp_rule_total; i++)
        if (strcmp(id_or_key, acp_rules[i].key) == 0)
            return &acp_rules[i];
    return NULL;
}

const char *acp_rule_kind_name(unsigned index)
{
    static const char *const others[] = {
        "uri", "mobileconfig", "mdm-ios", "mdm-android", "mdm-chrome", "asa", "ios-xe", "bundle",
    };
    if (index < ACP_KIND_COUNT)
        return acp_kinds[index].name;
    index -= ACP_KIND_COUNT;
    return index < sizeof others / sizeof *others ? others[index] : NULL;
}

bool acp_rule_needs_set(const acp_rule *rule)
{
    if (rule < acp_rules || rule >= acp_rules + acp_rule_total)
        return false;
    size_t index = (size_t)(rule - acp_rules);
    return acp_rule_set_functions[index] >= 0 && acp_rule_functions[index] < 0;
}

acp_severity acp_rule_severity(const acp_check_options *options, const acp_rule *rule)
{
    acp_severity severity = (acp_severity)(options->strict ? rule->strict : rule->severity);
    return acp_config_severity(options->config, rule, severity);
}

bool acp_rule_asked_for(const acp_check_options *options, const acp_rule *rule)
{
    /* What replaces another finding is needed for that. */
    if (!rule->replaces && acp_rule_severity(options, rule) < options->least)
        return false;
    if (!options->only)
        return true;
    for (const acp_rule *const *only = options->only; *only; only++)
        if (*only == rule)
            return true;
    return false;
}

bool acp_rule_wanted(const acp_run *run, const acp_rule *rule)
{
    acp_kind kind = run->document->kind;
    if (rule->planned || kind < 0 || !(rule->kinds >> kind & 1))
        return false;
    if (run->platforms && rule->platforms && !(run->platforms & rule->platforms))
        return false;
    return acp_rule_asked_for(run->options, rule) &&
           acp_config_severity(run->options->config, rule, ACP_ERROR) != ACP_OFF;
}

void acp_check_rules(acp_run *run)
{
    for (size_t i = 0; i < acp_rule_total; i++) {
        const acp_rule *rule = &acp_rules[i];
        int function = acp_rule_functions[i];
        if ((!rule->expr && function < 0) || !acp_rule_wanted(run, rule))
            continue;
        if (function >= 0)
            acp_check_functions[function].run(run, rule);
        else
            acp_expr_run(run, rule);
    }
    const acp_config *config = run->options->config;
    for (size_t i = 0; config && i < acp_config_rule_count(config); i++) {
        const acp_rule *rule = acp_config_rule(config, i);
        if (acp_rule_wanted(run, rule))
            acp_expr_run(run, rule);
    }
}
