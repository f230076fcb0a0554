/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fixes of the management tunnel's profile: what the client forces is written. */
#include "change/fixes.h"
#include "check/rules/mgmt.h"
#include "check/rules/vpn.h"

bool acp_fix_write_forced_value(const acp_fix_job *job, const acp_fix_place *place)
{
    const char *value = acp_management_value(acp_setting_get(place->node->setting)->name);
    if (!value)
        return false;
    acp_edit_set_value(job->edits, place->node, acp_slice_of(value));
    return true;
}

/* The forced value of a setting, else what the client does without it. */
static const char *value_of(const acp_fix_job *job, acp_setting_id setting)
{
    const char *path, *value;
    for (size_t i = 0; acp_management_forced(i, &path, &value); i++)
        if (acp_rule_setting(&job->run, path) == setting)
            return value;
    return acp_setting_default(acp_setting_get(setting), job->run.client_version);
}

static void add_line(acp_buffer *out, unsigned level)
{
    acp_buffer_putc(out, '\n');
    while (level-- > 0)
        acp_buffer_putc(out, '\t');
}

/* A setting that is missing, with the forced ones that belong in it. */
static void add_setting(const acp_fix_job *job, acp_buffer *out, acp_setting_id setting,
                        unsigned level)
{
    const char *path, *forced, *value = value_of(job, setting);
    const char *name = acp_setting_get(setting)->name;
    bool children = false;
    acp_buffer_printf(out, "<%s>%s", name, value ? value : "");
    for (size_t i = 0; acp_management_forced(i, &path, &forced); i++) {
        acp_setting_id child = acp_rule_setting(&job->run, path);
        if (acp_setting_get(child)->parent != setting)
            continue;
        add_line(out, level + 1);
        acp_buffer_printf(out, "<%s>%s</%s>", acp_setting_get(child)->name, forced,
                          acp_setting_get(child)->name);
        children = true;
    }
    if (children)
        add_line(out, level);
    acp_buffer_printf(out, "</%s>", name);
}

/* The child of ClientInitialization that a forced setting is or stands in; ACP_NO_SETTING if an
 * earlier row of the table has named it. */
static acp_setting_id new_child(const acp_fix_job *job, size_t index, acp_setting_id around)
{
    acp_setting_id child = ACP_NO_SETTING;
    const char *path, *value;
    for (size_t i = 0; i <= index && acp_management_forced(i, &path, &value); i++) {
        acp_setting_id id = acp_rule_setting(&job->run, path);
        if (acp_setting_get(id)->parent != around)
            id = acp_setting_get(id)->parent;
        if (i == index)
            return child == id ? ACP_NO_SETTING : id;
        child = id;
    }
    return ACP_NO_SETTING;
}

static void insert(const acp_fix_job *job, const acp_node *parent, acp_setting_id setting,
                   const acp_buffer *text)
{
    if (text->text)
        acp_edit_insert_child(job->edits, parent, setting, text->text);
}

/* What is missing in an element that is there, or the whole element. */
static void complete(const acp_fix_job *job, const acp_node *around, acp_setting_id setting)
{
    const acp_node *node = acp_node_child(around, setting);
    const char *path, *value;
    acp_buffer text = {0};
    if (!node) {
        add_setting(job, &text, setting, 0);
        insert(job, around, setting, &text);
    }
    for (size_t i = 0; node && acp_management_forced(i, &path, &value); i++) {
        acp_setting_id child = acp_rule_setting(&job->run, path);
        if (acp_setting_get(child)->parent != setting || acp_node_child(node, child))
            continue;
        acp_buffer_printf(&text, "<%s>%s</%s>", acp_setting_get(child)->name, value,
                          acp_setting_get(child)->name);
        insert(job, node, child, &text);
        acp_buffer_free(&text);
    }
    acp_buffer_free(&text);
}

bool acp_fix_write_forced_values(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_node *root = job->document->root;
    acp_setting_id around = acp_rule_setting(&job->run, "ClientInitialization"), child;
    const acp_node *node = acp_node_child(root, around);
    const char *path, *value;
    acp_buffer text = {0};
    (void)place;
    if (acp_slice_prefix(root->name).len)
        return false;
    acp_buffer_puts(&text, "<ClientInitialization>");
    for (size_t i = 0; acp_management_forced(i, &path, &value); i++) {
        child = new_child(job, i, around);
        if (child == ACP_NO_SETTING)
            continue;
        if (node) {
            complete(job, node, child);
        } else {
            add_line(&text, 1);
            add_setting(job, &text, child, 1);
        }
    }
    add_line(&text, 0);
    acp_buffer_puts(&text, "</ClientInitialization>");
    if (!node)
        insert(job, root, around, &text);
    bool fine = !text.failed;
    acp_buffer_free(&text);
    return fine;
}
