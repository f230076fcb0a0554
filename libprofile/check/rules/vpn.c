/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the checks of family 1 share. */
#include "check/rules/vpn.h"

#include <stdlib.h>

#include "check/rules.h"

acp_setting_id acp_rule_setting(const acp_run *run, const char *path)
{
    acp_setting_id setting = acp_kind_root(run->document->kind);
    while (*path && setting != ACP_NO_SETTING) {
        bool attribute = *path == '@';
        path += attribute;
        size_t length = strcspn(path, "/");
        setting = acp_setting_child(setting, path, length, attribute);
        path += length + (path[length] == '/');
    }
    return setting;
}

const acp_node *acp_rule_first(const acp_run *run, const char *path)
{
    return acp_document_slot(run->document, acp_rule_setting(run, path));
}

acp_slice acp_rule_value(const acp_run *run, const char *path)
{
    return acp_value_effective(run, acp_rule_setting(run, path), NULL);
}

bool acp_rule_excludes(const acp_run *run, unsigned platform)
{
    return run->platforms && !(run->platforms & platform);
}

bool acp_rule_valid(const char *type, acp_slice value)
{
    return acp_value_type_find(type, strlen(type))->test(value.ptr, value.len);
}

int acp_rule_value_index(const acp_setting *setting, acp_slice value)
{
    for (unsigned i = 0; i < setting->value_count; i++)
        if (acp_slice_is(value, setting->values[i].name))
            return (int)i;
    return -1;
}

void acp_rule_report(acp_run *run, const acp_rule *rule, acp_place place)
{
    char *detail = acp_fill_template(rule->detail, &place, (acp_slice){NULL, 0});
    acp_note note = {.detail = detail};
    acp_report_at(run, rule, place, &note);
    free(detail);
}

void acp_rule_report_item(acp_run *run, const acp_rule *rule, acp_place place, acp_slice item)
{
    char *detail = acp_fill_template(rule->detail, &place, item);
    acp_report_at(run, rule, place, &(acp_note){.detail = detail});
    free(detail);
}

void acp_rule_report_pair(acp_run *run, const acp_rule *rule, acp_place place, acp_place other,
                          const char *other_text, const char *detail)
{
    acp_note note = {.detail = detail, .related = &other, .related_text = other_text};
    acp_report_at(run, rule, place, &note);
}
