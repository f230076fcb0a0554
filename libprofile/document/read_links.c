/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Links in: one a line; blank lines and lines that start with # are passed over. Each becomes an
 * object with its action and its parameters, in their order and as often as they stand there. */
#include "document/form.h"
#include "document/plain.h"
#include "mobile/link.h"
#include "schema/schema.h"

typedef struct {
    acp_document *document;
    acp_findings *findings;
    acp_datum *list;
    uint32_t count;
} reader;

static acp_span span_of(const reader *r, acp_slice part)
{
    uint32_t start = (uint32_t)(part.ptr - r->document->text);
    return (acp_span){start, start + (uint32_t)part.len};
}

static acp_status add_text(reader *r, acp_datum *link, acp_slice key, acp_span key_span,
                           acp_slice value)
{
    if (++r->count > ACP_DATUM_COUNT) {
        acp_read_finding(r->findings, r->document, "ACP0015", key_span,
                         "The file holds more than %u parameters.", ACP_DATUM_COUNT);
        return ACP_DAMAGED;
    }
    acp_datum *datum = acp_datum_new(&r->document->arena, ACP_DATUM_STRING);
    if (!datum || !acp_link_decode(&r->document->arena, value, &datum->text))
        return ACP_NO_MEMORY;
    datum->key = key;
    datum->key_span = key_span;
    datum->span = span_of(r, value);
    acp_datum_add(link, datum);
    return ACP_OK;
}

static acp_status read_link(reader *r, acp_slice line)
{
    acp_slice action, name, value;
    acp_datum *link = acp_datum_new(&r->document->arena, ACP_DATUM_OBJECT);
    if (!link)
        return ACP_NO_MEMORY;
    link->span = span_of(r, line);
    acp_datum_add(r->list, link);
    acp_link_reader parameters = acp_link_start(line, &action);
    acp_status status = add_text(r, link, ACP_SLICE("action"), span_of(r, action), action);
    while (status == ACP_OK && acp_link_next(&parameters, &name, &value))
        status = add_text(r, link, name, span_of(r, name), value);
    return status;
}

static acp_status read_line(reader *r, acp_slice line)
{
    line = acp_slice_trim(line);
    if (!line.len || *line.ptr == '#')
        return ACP_OK;
    if (acp_link_has_scheme(line))
        return read_link(r, line);
    acp_read_finding(r->findings, r->document, "ACP8000", span_of(r, line),
                     "This is no link of the client: one starts with anyconnect: and an action.");
    return ACP_DAMAGED;
}

acp_status acp_read_links(acp_document *document, acp_findings *findings)
{
    reader r = {.document = document, .findings = findings};
    acp_datum *top = acp_datum_new(&document->arena, ACP_DATUM_OBJECT);
    r.list = acp_datum_new(&document->arena, ACP_DATUM_ARRAY);
    if (!top || !r.list)
        return ACP_NO_MEMORY;
    r.list->key = ACP_SLICE("link");
    acp_datum_add(top, r.list);
    if (document->named_kind == ACP_KIND_UNKNOWN)
        document->named_kind = ACP_KIND_URI;
    acp_slice rest = {document->text, document->length};
    acp_status worst = ACP_OK;
    while (rest.len) {
        const char *end = rest.ptr;
        while (end < rest.ptr + rest.len && *end != '\n' && *end != '\r')
            end++;
        size_t length = (size_t)(end - rest.ptr);
        acp_status status = read_line(&r, (acp_slice){rest.ptr, length});
        if (status == ACP_NO_MEMORY || r.count > ACP_DATUM_COUNT)
            return status;
        worst = status == ACP_OK ? worst : status;
        length += length < rest.len;
        rest = (acp_slice){rest.ptr + length, rest.len - length};
    }
    return worst == ACP_OK ? acp_plain_json_read(document, top, findings) : worst;
}

/* ---- out ----------------------------------------------------------------------------------- */

void acp_link_write(acp_buffer *out, const acp_datum *link)
{
    const acp_datum *action = acp_datum_member(link, "action");
    char separator = '?';
    acp_buffer_puts(out, "anyconnect:");
    if (action)
        acp_link_encode(out, action->text);
    for (const acp_datum *parameter = link->first; parameter; parameter = parameter->next) {
        if (parameter == action)
            continue;
        acp_buffer_printf(out, "%c%.*s=", separator, ACP_SLICE_ARGS(parameter->key));
        acp_link_encode_value(out, parameter->key, parameter->text);
        separator = '&';
    }
}

/* Lines between two links: without white space around them, and each blank one as one line end. */
static void write_between(acp_buffer *out, acp_slice text)
{
    while (text.len) {
        size_t length = 0;
        while (length < text.len && text.ptr[length] != '\n' && text.ptr[length] != '\r')
            length++;
        acp_slice line = acp_slice_trim((acp_slice){text.ptr, length});
        acp_buffer_add(out, line.ptr, line.len);
        if (length < text.len) {
            acp_buffer_putc(out, '\n');
            length += 1 + (text.len - length > 1 && text.ptr[length] == '\r' &&
                           text.ptr[length + 1] == '\n');
        }
        text = (acp_slice){text.ptr + length, text.len - length};
    }
}

/* Whether a value holds an escape that nobody can decode; it is not for a layout to hide that. */
static bool is_broken(const acp_document *document, const acp_datum *link)
{
    for (const acp_datum *part = link->first; part; part = part->next)
        if (acp_link_bad_escape(
                (acp_slice){document->text + part->span.start, part->span.end - part->span.start}))
            return true;
    return false;
}

void acp_write_links(const acp_document *document, acp_buffer *out)
{
    const char *at = document->text, *end = at + document->length;
    for (const acp_datum *link = document->data->first->first; link; link = link->next) {
        write_between(out, (acp_slice){at, (size_t)(document->text + link->span.start - at)});
        if (is_broken(document, link))
            acp_buffer_add(out, document->text + link->span.start,
                           link->span.end - link->span.start);
        else
            acp_link_write(out, link);
        at = document->text + link->span.end;
    }
    write_between(out, (acp_slice){at, (size_t)(end - at)});
    if (out->length && out->text[out->length - 1] != '\n')
        acp_buffer_putc(out, '\n');
}

static acp_datum *copy(acp_arena *arena, const acp_datum *from)
{
    acp_datum *made = acp_datum_new(arena, (acp_datum_type)from->type);
    if (made) {
        made->key = from->key;
        made->text = from->text;
    }
    return made;
}

static acp_datum *member(acp_datum *object, acp_slice key)
{
    acp_datum *at = object->first;
    while (at && !acp_slice_equal(at->key, key))
        at = at->next;
    return at;
}

/* A parameter that links may have more than once. */
static bool may_repeat(acp_slice name)
{
    acp_setting_id link = acp_setting_child(acp_kind_root(ACP_KIND_URI), "link", 4, false);
    acp_setting_id id = acp_setting_child(link, name.ptr, name.len, false);
    return id != ACP_NO_SETTING && acp_setting_get(id)->max_occurs != 1;
}

/* Makes a list of a value, which is its first item. */
static bool make_list(acp_arena *arena, acp_datum *value)
{
    acp_datum *first = copy(arena, value);
    if (!first)
        return false;
    value->type = ACP_DATUM_ARRAY;
    value->text = (acp_slice){0};
    acp_datum_add(value, first);
    return true;
}

/* Adds a parameter, or puts it behind the others of its name, which become a list. */
static bool merge(acp_arena *arena, acp_datum *link, const acp_datum *parameter)
{
    acp_datum *value = copy(arena, parameter), *before = member(link, parameter->key);
    if (!value)
        return false;
    if (!before) {
        acp_datum_add(link, value);
        return !may_repeat(parameter->key) || make_list(arena, value);
    }
    if (before->type != ACP_DATUM_ARRAY && !make_list(arena, before))
        return false;
    acp_datum_add(before, value);
    return true;
}

acp_datum *acp_links_merged(acp_arena *arena, const acp_datum *top)
{
    acp_datum *made = copy(arena, top), *list = made ? copy(arena, top->first) : NULL;
    if (!list)
        return NULL;
    acp_datum_add(made, list);
    for (const acp_datum *from = top->first->first; from; from = from->next) {
        acp_datum *link = copy(arena, from);
        if (!link)
            return NULL;
        acp_datum_add(list, link);
        for (const acp_datum *parameter = from->first; parameter; parameter = parameter->next)
            if (!merge(arena, link, parameter))
                return NULL;
    }
    return made;
}
