/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of a document, by the schema: all there could be, with what is written. */
#include <stdlib.h>
#include <string.h>

#include "report.h"

static bool same(const char *a, acp_slice b)
{
    return strlen(a) == b.len && memcmp(a, b.ptr, b.len) == 0;
}

static const acp_node *first_of(const acp_node *parent, acp_setting_id setting)
{
    const acp_node *node = parent ? acp_node_first_child(parent) : NULL;
    while (node && acp_node_setting(node) != setting)
        node = acp_node_next(node);
    return node;
}

static const acp_node *next_of(const acp_node *node)
{
    acp_setting_id setting = acp_node_setting(node);
    do
        node = acp_node_next(node);
    while (node && acp_node_setting(node) != setting);
    return node;
}

static void describe(xmlNode *element, acp_setting_id id)
{
    const acp_setting *setting = acp_setting_get(id);
    char path[512];
    acp_setting_path(id, path, sizeof path);
    report_set_text(element, "path", path);
    report_set_text(element, "name", setting->name);
    report_set_text(element, "label", setting->label);
    report_set_text(element, "pane", setting->pane);
    report_set_text(element, "help", setting->help);
    report_set_text(element, "depends", setting->depends);
    report_set_text(element, "unit", setting->unit);
}

/* ---- entries of lists ------------------------------------------------------------------------ */

/* Attributes that are written; whether users may change a setting is told otherwise. */
static void add_attributes(xmlNode *entry, const acp_node *node, acp_setting_id owner)
{
    for (acp_setting_id id = acp_setting_get(owner)->first_attribute; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next) {
        const acp_setting *setting = acp_setting_get(id);
        acp_slice value = acp_node_attribute_value(node, id);
        if (!value.ptr || strcmp(setting->name, "UserControllable") == 0)
            continue;
        xmlNode *field = report_add(entry, "field");
        report_set_text(field, "name", setting->name);
        report_set_text(field, "label", setting->label);
        report_set_text(field, "parent", acp_setting_get(owner)->name);
        report_set(field, "value", value.ptr, value.len);
    }
}

/* What is in an entry, each value with its label, whatever it is nested in. */
static void add_fields(xmlNode *entry, const acp_node *node)
{
    for (const acp_node *child = acp_node_first_child(node); child; child = acp_node_next(child)) {
        const acp_setting *setting = acp_setting_get(acp_node_setting(child));
        acp_slice value = acp_node_value(child);
        if (!setting)
            continue;
        if (value.len || !acp_node_first_child(child)) {
            xmlNode *field = report_add(entry, "field");
            report_set_text(field, "name", setting->name);
            /* One of several is told by what the list of them is called. */
            const acp_setting *list = acp_setting_get(setting->parent);
            report_set_text(field, "label", setting->max_occurs > 1 ? list->label : setting->label);
            report_set_text(field, "parent", list->name);
            report_set_text(field, "help", setting->help);
            report_set(field, "value", value.ptr, value.len);
        }
        add_attributes(entry, child, acp_node_setting(child));
        add_fields(entry, child);
    }
}

static void add_entries(xmlNode *parent, acp_setting_id id, const acp_node *node)
{
    xmlNode *list = node ? report_add(parent, "list") : NULL;
    if (!list)
        return;
    describe(list, id);
    for (; node; node = next_of(node)) {
        xmlNode *entry = report_add(list, "entry");
        acp_slice value = acp_node_value(node);
        report_set(entry, "value", value.ptr, value.len);
        add_attributes(entry, node, id);
        add_fields(entry, node);
    }
}

/* ---- single settings ---------------------------------------------------------------------------
 */

static void add_setting(xmlNode *parent, acp_setting_id id, const acp_node *node)
{
    const acp_setting *setting = acp_setting_get(id);
    const char *assumed = setting->effective ? setting->effective : setting->default_value;
    xmlNode *element = report_add(parent, "setting");
    describe(element, id);
    report_set_text(element, "default", assumed);
    if (setting->effective_reason)
        report_set_text(element, "default-reason", setting->effective_reason);
    if (!node) {
        report_set_text(element, "effective", assumed);
        return;
    }
    acp_slice value = acp_node_value(node);
    report_set(element, "value", value.ptr, value.len);
    report_set(element, "effective", value.ptr, value.len);
    if (!same(assumed ? assumed : "", value))
        report_set_text(element, "differs", "yes");
    add_attributes(element, node, id);
    acp_setting_id control = acp_setting_child(id, "UserControllable", 16, true);
    if (control == ACP_NO_SETTING)
        return;
    acp_slice written = acp_node_attribute_value(node, control);
    const char *otherwise = acp_setting_get(control)->default_value;
    if (written.ptr ? same("true", written) : otherwise && strcmp(otherwise, "true") == 0)
        report_set_text(element, "user", "yes");
}

/* The depth is that of the schema. node: the element of the setting, NULL: not there. */
static void add_below(xmlNode *parent, acp_setting_id owner, const acp_node *node)
{
    for (acp_setting_id id = acp_setting_get(owner)->first_child; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next) {
        const acp_setting *setting = acp_setting_get(id);
        const acp_node *child = first_of(node, id);
        if (setting->max_occurs > 1) {
            add_entries(parent, id, child);
            continue;
        }
        if (setting->content != ACP_CONTENT_ELEMENTS)
            add_setting(parent, id, child);
        add_below(parent, id, child);
    }
}

void report_settings(xmlNode *parent, const acp_document *document)
{
    acp_setting_id root = acp_kind_root(acp_document_kind(document));
    if (root != ACP_NO_SETTING)
        add_below(parent, root, acp_document_root(document));
}
