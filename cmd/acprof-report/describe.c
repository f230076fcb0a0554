/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The settings of a document, by the panes of the editor: all there could be, with what is
 * written. */
#include <stdlib.h>
#include <string.h>

#include "report.h"

static bool same(const char *a, acp_slice b)
{
    return strlen(a) == b.len && memcmp(a, b.ptr, b.len) == 0;
}

/* The element of a setting that stands once, or the first of several; NULL: not there. The depth is
 * that of the schema. */
static const acp_node *find(const acp_document *document, acp_setting_id id)
{
    acp_setting_id parent = acp_setting_get(id)->parent;
    const acp_node *root = acp_document_root(document);
    return parent == ACP_NO_SETTING ? root : cmd_node_child(find(document, parent), id);
}

static bool in_entry_of_list(acp_setting_id id)
{
    for (acp_setting_id up = acp_setting_get(id)->parent; up != ACP_NO_SETTING;
         up = acp_setting_get(up)->parent)
        if (acp_setting_get(up)->max_occurs > 1)
            return true;
    return false;
}

static void describe(xmlNode *element, acp_setting_id id)
{
    const acp_setting *setting = acp_setting_get(id);
    char path[512];
    acp_setting_path(id, path, sizeof path);
    report_set_text(element, "path", path);
    report_set_text(element, "name", setting->name);
    report_set_text(element, "label", setting->label);
    report_set_text(element, "help", setting->help);
    report_set_text(element, "depends", setting->depends);
    report_set_text(element, "unit", setting->unit);
}

/* ---- values ---------------------------------------------------------------------------------- */

static void add_meaning(xmlNode *element, const acp_setting *setting, acp_slice value)
{
    for (unsigned i = 0; i < setting->value_count; i++)
        if (setting->values[i].help && same(setting->values[i].name, value))
            report_set_text(element, "meaning", setting->values[i].help);
}

/* A comma list may be long; its items are where a line of the page may end. */
static void add_items(xmlNode *element, acp_slice value)
{
    const char *end = value.ptr + value.len;
    if (!value.len || !memchr(value.ptr, ',', value.len))
        return;
    for (const char *at = value.ptr; at < end;) {
        const char *comma = memchr(at, ',', (size_t)(end - at));
        const char *next = comma ? comma + 1 : end;
        report_set(report_add(element, "item"), "text", at, (size_t)(next - at));
        at = next;
    }
}

static void add_value(xmlNode *element, const acp_setting *setting, acp_slice value)
{
    report_set(element, "value", value.ptr, value.len);
    add_meaning(element, setting, value);
    add_items(element, value);
}

/* ---- entries of lists ------------------------------------------------------------------------ */

static xmlNode *add_field(xmlNode *entry, const acp_setting *setting, const char *label,
                          acp_slice value)
{
    const acp_setting *parent = acp_setting_get(setting->parent);
    xmlNode *field = report_add(entry, "field");
    report_set_text(field, "name", setting->name);
    report_set_text(field, "label", label);
    report_set_text(field, "parent", parent->name);
    add_value(field, setting, value);
    return field;
}

/* Attributes that are written; whether users may change a setting is told otherwise. */
static void add_attributes(xmlNode *entry, const acp_node *node, acp_setting_id owner)
{
    for (acp_setting_id id = acp_setting_get(owner)->first_attribute; id != ACP_NO_SETTING;
         id = acp_setting_get(id)->next) {
        const acp_setting *setting = acp_setting_get(id);
        acp_slice value = acp_node_attribute_value(node, id);
        if (value.ptr && strcmp(setting->name, "UserControllable") != 0)
            add_field(entry, setting, setting->label, value);
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
            /* One of several is told by what the list of them is called. */
            const acp_setting *list = acp_setting_get(setting->parent);
            bool several = setting->max_occurs > 1 && !acp_node_first_child(child);
            report_set_text(
                add_field(entry, setting, several ? list->label : setting->label, value), "help",
                setting->help);
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
    for (; node; node = cmd_node_next_same(node)) {
        xmlNode *entry = report_add(list, "entry");
        add_value(entry, acp_setting_get(id), acp_node_value(node));
        add_attributes(entry, node, id);
        add_fields(entry, node);
    }
}

/* ---- single settings ------------------------------------------------------------------------- */

/* Says whether users can change a setting, where they can be let. True: other than by default. */
static bool add_control(xmlNode *element, acp_setting_id id, const acp_node *node)
{
    acp_setting_id control = acp_setting_child(id, "UserControllable", 16, true);
    if (control == ACP_NO_SETTING)
        return false;
    acp_slice written = acp_node_attribute_value(node, control);
    const char *assumed = acp_setting_get(control)->default_value;
    bool by_default = assumed && strcmp(assumed, "true") == 0;
    bool can = written.ptr ? same("true", written) : by_default;
    report_set_text(element, "user", can ? "yes" : "no");
    return can != by_default;
}

static void add_setting(xmlNode *parent, acp_setting_id id, const acp_node *node, uint16_t version)
{
    const acp_setting *setting = acp_setting_get(id);
    const char *assumed = acp_setting_default(setting, version);
    xmlNode *element = report_add(parent, "setting");
    describe(element, id);
    report_set_text(element, "default", assumed);
    if (setting->default_value && assumed && strcmp(setting->default_value, assumed) != 0)
        report_set_text(element, "published", setting->default_value);
    report_set_text(element, "default-reason", setting->effective_reason);
    report_set_text(element, "effective", assumed);
    if (!node)
        return;
    acp_slice value = acp_node_value(node);
    add_value(element, setting, value);
    if (element)
        xmlUnsetProp(element, BAD_CAST "effective");
    report_set(element, "effective", value.ptr, value.len);
    bool control_differs = add_control(element, id, node);
    if (control_differs)
        report_set_text(element, "control-differs", "yes");
    if (control_differs || !same(assumed ? assumed : "", value))
        report_set_text(element, "differs", "yes");
    add_attributes(element, node, id);
}

void report_settings(xmlNode *parent, const acp_document *document, uint16_t version)
{
    size_t count;
    const acp_pane *panes = acp_kind_panes(acp_document_kind(document), &count);
    for (size_t i = 0; i < count; i++) {
        xmlNode *pane = report_add(parent, "pane");
        report_set_text(pane, "title", panes[i].title);
        for (size_t k = 0; k < panes[i].count; k++) {
            acp_setting_id id = panes[i].settings[k];
            const acp_setting *setting = acp_setting_get(id);
            if (in_entry_of_list(id))
                continue;
            if (setting->max_occurs > 1)
                add_entries(pane, id, find(document, id));
            else if (setting->content != ACP_CONTENT_ELEMENTS)
                add_setting(pane, id, find(document, id), version);
        }
    }
}
