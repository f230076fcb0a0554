/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What one change edits: a value set, an element made, deleted or put elsewhere. */
#include "change/change_edits.h"

#include <stdarg.h>

#include "change/create.h"
#include "change/data.h"
#include "change/edit_private.h"
#include "change/target.h"
#include "document/utf8.h"
#include "document/xml_chars.h"

typedef struct {
    const acp_document *document;
    uint16_t client_version;
    bool moved;
    acp_change_result *out;
} one_change;

acp_status acp_change_refuse(acp_change_result *out, acp_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(out->message, sizeof out->message, format, arguments);
    va_end(arguments);
    acp_clip_text(out->message);
    return status;
}

static acp_status look_at_value(one_change *c, const acp_target *target, acp_slice value)
{
    const acp_setting *setting = acp_setting_get(target->setting);
    if (!acp_utf8_valid(value.ptr, value.len))
        return acp_change_refuse(c->out, ACP_REFUSED, "the value of %s is not UTF-8",
                                 setting->name);
    if (acp_xml_bad_character(value) < value.len)
        return acp_change_refuse(
            c->out, ACP_REFUSED,
            "the value of %s has a control character, which no profile can hold", setting->name);
    if (setting->content == ACP_CONTENT_ELEMENTS && value.len) {
        const acp_setting *child = acp_setting_get(setting->first_child);
        return acp_change_refuse(
            c->out, ACP_REFUSED,
            "%s holds other settings and no value of its own; set one of those, such as "
            "%s/%s",
            setting->name, setting->name, child ? child->name : "...");
    }
    return ACP_OK;
}

static void set_attribute(acp_edits *edits, const acp_target *target, acp_slice value)
{
    const acp_attribute *written = acp_node_attribute_of(target->node, target->setting);
    if (!written)
        acp_edit_add_attribute(edits, target->node,
                               acp_slice_of(acp_setting_get(target->setting)->name), value);
    else if (!acp_slice_equal(written->value, value))
        acp_edit_set_attribute(edits, written, value);
}

static acp_status set(one_change *c, acp_edits *edits, const acp_change *change)
{
    acp_target target;
    acp_slice value = acp_slice_of(change->value);
    acp_status status = acp_target_find(c->document, change->path, ACP_PATH_SET, &target,
                                        c->out->message, sizeof c->out->message);
    if (status == ACP_OK)
        status = look_at_value(c, &target, value);
    if (status != ACP_OK)
        return status;
    if (c->document->data)
        return acp_data_set(edits, &target, value, c->out->message, sizeof c->out->message);
    if (target.there < target.elements)
        return acp_create(edits, &target, value, c->client_version, c->out->message,
                          sizeof c->out->message)
                   ? ACP_OK
                   : ACP_REFUSED;
    if (acp_target_is_attribute(&target))
        set_attribute(edits, &target, value);
    else if (!acp_slice_equal(target.node->value, value))
        acp_edit_set_value(edits, target.node, value);
    return ACP_OK;
}

/* What is there already; *attribute is NULL if it is an element. */
static acp_status find_there(one_change *c, const acp_change *change, acp_target *target,
                             const acp_attribute **attribute)
{
    acp_status status = acp_target_find(c->document, change->path, ACP_PATH_FIND, target,
                                        c->out->message, sizeof c->out->message);
    *attribute = status == ACP_OK && acp_target_is_attribute(target)
                     ? acp_node_attribute_of(target->node, target->setting)
                     : NULL;
    if (status == ACP_OK &&
        (target->there < target->elements || (acp_target_is_attribute(target) && !*attribute)))
        return acp_change_refuse(c->out, ACP_NOT_FOUND, "there is no %s", change->path);
    return status;
}

static acp_status delete (one_change *c, acp_edits *edits, const acp_change *change)
{
    acp_target target;
    const acp_attribute *attribute;
    acp_status status = find_there(c, change, &target, &attribute);
    if (status != ACP_OK)
        return status;
    if (target.node == c->document->root && !attribute)
        return acp_change_refuse(c->out, ACP_REFUSED,
                                 "%s is the whole document and cannot be deleted",
                                 acp_setting_get(target.setting)->name);
    if (attribute)
        acp_edit_delete_attribute(edits, attribute);
    else if (c->document->data)
        return acp_data_delete(edits, target.node, c->out->message, sizeof c->out->message);
    else
        acp_edit_delete_element(edits, target.node, ACP_COMMENTS_STAY);
    return ACP_OK;
}

/* The place asked for, from 1; 0: it is none of those there are. */
static size_t read_place(const char *text, size_t count)
{
    size_t place = 0;
    for (const char *p = text; *p; p++) {
        if (*p < '0' || *p > '9' || place > count)
            return 0;
        place = 10 * place + (size_t)(*p - '0');
    }
    return place <= count ? place : 0;
}

static acp_status move(one_change *c, acp_edits *edits, const acp_change *change)
{
    acp_target target;
    const acp_attribute *attribute;
    acp_status status = find_there(c, change, &target, &attribute);
    if (status != ACP_OK)
        return status;
    const char *name = acp_setting_get(target.setting)->name;
    if (attribute || !target.node->parent)
        return acp_change_refuse(c->out, ACP_REFUSED,
                                 "%s has no place among others that could change", name);
    size_t count = 0, place = 0;
    const acp_node *first = acp_node_child(target.node->parent, target.setting);
    for (const acp_node *node = first; node; node = acp_node_next_same(node)) {
        count++;
        if (node == target.node)
            place = count;
    }
    size_t wanted = read_place(change->value, count);
    if (!wanted)
        return acp_change_refuse(c->out, ACP_REFUSED, "%s cannot get place %s: there %s %zu %s",
                                 name, change->value, count == 1 ? "is" : "are", count, name);
    const acp_node *beside = first;
    for (size_t i = 1; i < wanted; i++)
        beside = acp_node_next_same(beside);
    if (wanted != place && c->document->data) {
        status = acp_data_place(edits, target.node, beside, wanted < place);
        if (status == ACP_REFUSED)
            return acp_change_refuse(c->out, ACP_REFUSED,
                                     "%s has no place among others that could change", name);
    } else if (wanted != place) {
        acp_edit_place_element(edits, target.node, beside, wanted < place);
    }
    c->moved = wanted != place;
    return status;
}

acp_status acp_change_edits(acp_edits *edits, const acp_change *change, uint16_t client_version,
                            bool *moved, acp_change_result *out)
{
    one_change c = {edits->document, client_version, false, out};
    acp_status status = change->how == ACP_CHANGE_SET      ? set(&c, edits, change)
                        : change->how == ACP_CHANGE_DELETE ? delete (&c, edits, change)
                                                           : move(&c, edits, change);
    *moved |= c.moved;
    if (acp_edits_failed(edits))
        return ACP_NO_MEMORY;
    if (status == ACP_OK && edits->count && !acp_edits_commit(edits))
        return acp_change_refuse(out, ACP_REFUSED,
                                 "the change touches one place of the file twice");
    return status;
}
