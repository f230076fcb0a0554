/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Filling in what a rule's texts leave open. */
#include "check/rules.h"
#include "document/buffer.h"

#define SHOWN 80 /* bytes of a value shown in a sentence */

/* A value in a sentence: on one line, and cut before a character's first byte if it is long. */
static void add_value(acp_buffer *buffer, acp_slice value)
{
    size_t length = value.len;
    if (length > SHOWN)
        for (length = SHOWN; length > 0 && ((unsigned char)value.ptr[length] & 0xC0) == 0x80;)
            length--;
    for (size_t i = 0; i < length; i++)
        acp_buffer_putc(buffer, acp_is_space(value.ptr[i]) ? ' ' : value.ptr[i]);
    if (length < value.len)
        acp_buffer_puts(buffer, "...");
}

static bool add_field(acp_buffer *buffer, acp_slice field, const acp_place *place, acp_slice item)
{
    acp_slice value = place->attribute ? acp_slice_trim(place->attribute->value)
                      : place->node    ? place->node->value
                                       : (acp_slice){"", 0};
    if (acp_slice_is(field, "value")) {
        add_value(buffer, value);
    } else if (acp_slice_is(field, "item")) {
        add_value(buffer, item.ptr ? item : value);
    } else if (acp_slice_is(field, "name")) {
        if (place->attribute)
            add_value(buffer, place->attribute->name);
        else if (place->node)
            add_value(buffer, place->node->name);
    } else {
        return false;
    }
    return true;
}

char *acp_fill_template(const char *text, const acp_place *place, acp_slice item)
{
    if (!text || !strchr(text, '{'))
        return NULL;
    acp_buffer buffer = {0};
    while (*text) {
        const char *end = *text == '{' ? strchr(text, '}') : NULL;
        if (end && add_field(&buffer, (acp_slice){text + 1, (size_t)(end - text - 1)}, place, item))
            text = end + 1;
        else
            acp_buffer_putc(&buffer, *text++);
    }
    if (!buffer.failed)
        return buffer.text;
    acp_buffer_free(&buffer);
    return NULL;
}
