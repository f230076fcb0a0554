/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "change/edit_json.h"

#include "change/edit_private.h"
#include "document/json_text.h"
#include "schema/schema.h"

static uint32_t key_start(const acp_node *member)
{
    return member->name_span.start - 1; /* the quote */
}

static uint32_t key_end(const acp_node *member)
{
    return member->name_span.end + 1;
}

/* A number stays one if the new value is one: 0, or digits that begin with another. */
static void add_value(acp_buffer *out, acp_slice value, bool number)
{
    for (size_t i = 0; i < value.len; i++)
        number = number && value.ptr[i] >= '0' && value.ptr[i] <= '9';
    if (number && value.len && (value.len == 1 || value.ptr[0] != '0'))
        acp_buffer_add(out, value.ptr, value.len);
    else
        acp_json_quote(out, value.ptr, value.len);
}

static void put(acp_edits *edits, acp_span span, acp_buffer *text)
{
    edits->failed |= text->failed;
    acp_edit_replace(edits, span, (acp_slice){text->text, text->length});
    acp_buffer_free(text);
}

/* Behind the last member, laid out as that is. */
static void add_member(acp_edits *edits, const acp_node *object, const char *name, acp_slice value)
{
    const char *source = edits->document->text;
    const acp_node *last = NULL;
    for (const acp_node *node = acp_node_first_child(object); node; node = acp_node_next(node))
        last = node;
    uint32_t at = last ? last->whole.end : object->whole.start + 1;
    acp_buffer text = {0};
    if (last) {
        uint32_t start = key_start(last);
        while (acp_is_space(source[start - 1]))
            start--;
        acp_buffer_putc(&text, ',');
        acp_buffer_add(&text, source + start, key_start(last) - start);
    }
    acp_json_quote(&text, name, strlen(name));
    if (last)
        acp_buffer_add(&text, source + key_end(last), last->whole.start - key_end(last));
    else
        acp_buffer_puts(&text, ": ");
    add_value(&text, value, false);
    put(edits, (acp_span){at, at}, &text);
}

acp_status acp_json_set(acp_edits *edits, const acp_target *target, acp_slice value, char *message,
                        size_t message_size)
{
    const acp_node *node = target->node;
    if (target->there < target->elements) {
        add_member(edits, node, acp_setting_get(target->setting)->name, value);
        return ACP_OK;
    }
    char first = edits->document->text[node->whole.start];
    if (first == '{' || first == '[') {
        snprintf(message, message_size,
                 "%s holds a list or an object here, not a value; delete it "
                 "first",
                 acp_setting_get(target->setting)->name);
        return ACP_REFUSED;
    }
    if (acp_slice_equal(node->value, value))
        return ACP_OK;
    acp_buffer text = {0};
    add_value(&text, value, first != '"');
    put(edits, node->whole, &text);
    return ACP_OK;
}

void acp_json_delete(acp_edits *edits, const acp_node *member)
{
    const acp_node *before = NULL, *next = acp_node_next(member);
    for (const acp_node *node = acp_node_first_child(member->parent); node != member;
         node = acp_node_next(node))
        before = node;
    acp_span span = {key_start(member), member->whole.end};
    if (next)
        span.end = key_start(next);
    else if (before)
        span.start = before->whole.end;
    acp_edit_delete(edits, span);
}
