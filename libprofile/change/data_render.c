/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* New values of plain data, in the format of the file. */
#include "change/data.h"
#include "change/edit_private.h"
#include "document/json_text.h"
#include "document/plain.h"

typedef struct {
    acp_buffer *out;
    const acp_data_style *style;
    acp_slice indent; /* of the line the whole begins on */
} renderer;

static void render(const renderer *r, const acp_datum *value, unsigned level);

static void new_line(const renderer *r, unsigned level)
{
    if (!r->style->lines)
        return;
    acp_buffer_puts(r->out, r->style->line_end);
    acp_buffer_add(r->out, r->indent.ptr, r->indent.len);
    while (level-- > 0)
        acp_buffer_add(r->out, r->style->unit.ptr, r->style->unit.len);
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static void render_json(const renderer *r, const acp_datum *value, unsigned level)
{
    bool object = value->type == ACP_DATUM_OBJECT;
    if (value->type == ACP_DATUM_STRING) {
        acp_json_quote(r->out, value->text.ptr, value->text.len);
    } else if (acp_datum_is_scalar(value)) {
        acp_buffer_add(r->out, value->text.ptr, value->text.len);
    } else {
        acp_buffer_putc(r->out, object ? '{' : '[');
        for (const acp_datum *child = value->first; child; child = child->next) {
            new_line(r, level + 1);
            if (object) {
                acp_json_quote(r->out, child->key.ptr, child->key.len);
                acp_buffer_add(r->out, r->style->colon.ptr, r->style->colon.len);
            }
            render(r, child, level + 1);
            if (child->next)
                acp_buffer_puts(r->out, r->style->lines ? "," : ", ");
        }
        if (value->first)
            new_line(r, level);
        acp_buffer_putc(r->out, object ? '}' : ']');
    }
}

/* ---- property lists ------------------------------------------------------------------------ */

/* What a scalar is written as. One that comes out of a property list stays what it was. */
static acp_slice element_of(const acp_datum *value)
{
    if (value->type == ACP_DATUM_BOOLEAN)
        return value->text;
    if (value->element.len)
        return value->element;
    if (value->type == ACP_DATUM_NUMBER)
        return memchr(value->text.ptr, '.', value->text.len) ? ACP_SLICE("real")
                                                             : ACP_SLICE("integer");
    return ACP_SLICE("string");
}

static void render_plist(const renderer *r, const acp_datum *value, unsigned level)
{
    bool object = value->type == ACP_DATUM_OBJECT;
    acp_slice name = acp_datum_is_scalar(value) ? element_of(value)
                     : object                   ? ACP_SLICE("dict")
                                                : ACP_SLICE("array");
    if (value->type == ACP_DATUM_BOOLEAN || (!acp_datum_is_scalar(value) && !value->first)) {
        acp_buffer_printf(r->out, "<%.*s/>", ACP_SLICE_ARGS(name));
        return;
    }
    acp_buffer_printf(r->out, "<%.*s>", ACP_SLICE_ARGS(name));
    if (acp_datum_is_scalar(value))
        acp_add_escaped(r->out, value->text, 0);
    for (const acp_datum *child = value->first; child; child = child->next) {
        new_line(r, level + 1);
        if (object) {
            acp_buffer_puts(r->out, "<key>");
            acp_add_escaped(r->out, child->key, 0);
            acp_buffer_puts(r->out, "</key>");
            new_line(r, level + 1);
        }
        render(r, child, level + 1);
    }
    if (value->first)
        new_line(r, level);
    acp_buffer_printf(r->out, "</%.*s>", ACP_SLICE_ARGS(name));
}

/* ---- both, and links ----------------------------------------------------------------------- */

/* As deep as the data are, which is bounded. */
static void render(const renderer *r, const acp_datum *value, unsigned level)
{
    if (r->style->format == ACP_FORMAT_PLIST)
        render_plist(r, value, level);
    else
        render_json(r, value, level);
}

void acp_data_render(acp_buffer *out, const acp_data_style *style, acp_slice indent,
                     const acp_datum *value)
{
    renderer r = {out, style, indent};
    if (style->format == ACP_FORMAT_LINKS)
        acp_link_write(out, value);
    else
        render(&r, value, 0);
}
