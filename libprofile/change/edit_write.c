/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Writing a setting that may be missing. */
#include "change/edit_private.h"
#include "schema/schema.h"

typedef struct {
    acp_setting_id steps[ACP_MAX_DEPTH]; /* elements that are missing, the outermost first */
    unsigned count;
    const acp_node *parent; /* of the first */
} missing;

/* Goes down from start to an element as far as it is there. False: it does not lie below start. */
static bool find_missing(const acp_node *start, acp_setting_id element, missing *out)
{
    acp_setting_id path[ACP_MAX_DEPTH] = {0};
    unsigned depth = 0;
    for (; element != start->setting; element = acp_setting_get(element)->parent) {
        if (element == ACP_NO_SETTING || depth == ACP_MAX_DEPTH)
            return false;
        path[depth++] = element;
    }
    *out = (missing){.parent = start};
    while (depth) {
        const acp_node *child = acp_node_child(out->parent, path[depth - 1]);
        if (!child)
            break;
        out->parent = child;
        depth--;
    }
    while (depth)
        out->steps[out->count++] = path[--depth];
    return true;
}

static void open_tag(acp_buffer *out, acp_slice prefix, acp_setting_id setting, unsigned level)
{
    if (level)
        acp_buffer_putc(out, '\n');
    for (unsigned i = 0; i < level; i++)
        acp_buffer_putc(out, '\t');
    acp_buffer_printf(out, "<%.*s%s%s", ACP_SLICE_ARGS(prefix), prefix.len ? ":" : "",
                      acp_setting_get(setting)->name);
}

static void close_tag(acp_buffer *out, acp_slice prefix, acp_setting_id setting)
{
    acp_buffer_printf(out, "</%.*s%s%s>", ACP_SLICE_ARGS(prefix), prefix.len ? ":" : "",
                      acp_setting_get(setting)->name);
}

/* What an element around the one that is written holds itself. */
static acp_slice own_value(acp_setting_id setting, uint16_t client_version)
{
    const acp_setting *row = acp_setting_get(setting);
    const char *value =
        row->content == ACP_CONTENT_MIXED ? acp_setting_default(row, client_version) : NULL;
    return acp_slice_of(value ? value : "");
}

static void insert_missing(acp_edits *edits, const missing *m, const acp_setting *attribute,
                           acp_slice value, uint16_t client_version)
{
    acp_buffer text = {0};
    acp_slice prefix = acp_slice_prefix(m->parent->name);
    for (unsigned i = 0; i < m->count; i++) {
        bool last = i + 1 == m->count;
        open_tag(&text, prefix, m->steps[i], i);
        if (last && attribute) {
            acp_buffer_printf(&text, " %s=\"", attribute->name);
            acp_add_escaped(&text, value, '"');
            acp_buffer_putc(&text, '"');
        }
        acp_buffer_putc(&text, '>');
        acp_add_content(&text, last && !attribute ? value : own_value(m->steps[i], client_version));
    }
    for (unsigned i = m->count; i-- > 0;) {
        close_tag(&text, prefix, m->steps[i]);
        for (unsigned level = 0; i && level < i; level++)
            acp_buffer_putc(&text, level ? '\t' : '\n');
    }
    edits->failed |= text.failed;
    if (!text.failed)
        acp_edit_insert_child(edits, m->parent, m->steps[0], text.text);
    acp_buffer_free(&text);
}

void acp_edit_write(acp_edits *edits, const acp_node *start, acp_setting_id setting,
                    acp_slice value, uint16_t client_version)
{
    const acp_setting *row = acp_setting_get(setting);
    const acp_setting *attribute = row->is_attribute ? row : NULL;
    missing m;
    if (!find_missing(start, attribute ? row->parent : setting, &m))
        return;
    const acp_attribute *written = attribute ? acp_node_attribute_of(m.parent, setting) : NULL;
    if (m.count)
        insert_missing(edits, &m, attribute, value, client_version);
    else if (written)
        acp_edit_set_attribute(edits, written, value);
    else if (attribute)
        acp_edit_add_attribute(edits, m.parent, acp_slice_of(row->name), value);
    else
        acp_edit_set_value(edits, m.parent, value);
}
