/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Prints data as JSON: two blanks a level, one member or item a line. */
#include "document/form.h"
#include "document/json_text.h"

static void write_datum(const acp_datum *datum, unsigned depth, acp_buffer *out);

static void write_line(unsigned depth, acp_buffer *out)
{
    acp_buffer_putc(out, '\n');
    while (depth-- > 0)
        acp_buffer_add(out, "  ", 2);
}

static void write_members(const acp_datum *datum, unsigned depth, acp_buffer *out)
{
    bool object = datum->type == ACP_DATUM_OBJECT;
    acp_buffer_putc(out, object ? '{' : '[');
    for (const acp_datum *member = datum->first; member; member = member->next) {
        write_line(depth + 1, out);
        if (object) {
            acp_json_quote(out, member->key.ptr, member->key.len);
            acp_buffer_puts(out, ": ");
        }
        write_datum(member, depth + 1, out);
        if (member->next)
            acp_buffer_putc(out, ',');
    }
    if (datum->first)
        write_line(depth, out);
    acp_buffer_putc(out, object ? '}' : ']');
}

static void write_datum(const acp_datum *datum, unsigned depth, acp_buffer *out)
{
    switch ((acp_datum_type)datum->type) {
    case ACP_DATUM_OBJECT:
    case ACP_DATUM_ARRAY: write_members(datum, depth, out); break;
    case ACP_DATUM_STRING: acp_json_quote(out, datum->text.ptr, datum->text.len); break;
    case ACP_DATUM_NUMBER:
    case ACP_DATUM_BOOLEAN:
    case ACP_DATUM_NULL: acp_buffer_add(out, datum->text.ptr, datum->text.len); break;
    }
}

void acp_write_json(const acp_datum *top, acp_buffer *out)
{
    write_datum(top, 0, out);
    acp_buffer_putc(out, '\n');
}
