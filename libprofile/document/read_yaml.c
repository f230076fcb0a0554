/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* YAML in: libyaml's events become the same data JSON gives. Of what YAML has beyond JSON (tags,
 * anchors, merge keys, several documents) nothing is of use to a profile, and all of it is refused:
 * aliases could swell a small file without bound. */
#include <stdlib.h>
#include <yaml.h>

#include "document/form.h"
#include "document/yaml_marks.h"
#include "document/yaml_words.h"

#define MOST_TAG_DIRECTIVES 64

typedef struct {
    acp_document *document;
    acp_findings *findings;
    yaml_parser_t parser;
    acp_yaml_marks marks;
    acp_datum *top;
    acp_datum *open[ACP_DATUM_DEPTH];
    unsigned depth;
    uint32_t count;
    unsigned documents;
    size_t gap;    /* end of the last scalar: # behind it, before the next one, is a comment */
    bool has_key;  /* key holds a name whose value comes next */
    acp_datum key; /* only the fields of a key */
} reader;

static acp_span span_of(const reader *r, const yaml_event_t *event)
{
    return (acp_span){acp_yaml_offset(&r->marks, event->start_mark.index),
                      acp_yaml_offset(&r->marks, event->end_mark.index)};
}

static acp_status refuse(reader *r, const char *rule, acp_span span, const char *text)
{
    acp_read_finding(r->findings, r->document, rule, span, "%s", text);
    return ACP_DAMAGED;
}

/* ---- # comments -------------------------------------------------------------------------- */

/* Between scalars there are only indicators and white space, so a # there starts a comment. */
static void look_for_comment(reader *r, size_t start, size_t end)
{
    acp_document *document = r->document;
    if (document->yaml_comments || start >= end)
        return;
    const char *hash = memchr(document->text + start, '#', end - start);
    if (!hash)
        return;
    size_t from = (size_t)(hash - document->text), to = from;
    while (to < document->length && document->text[to] != '\n' && document->text[to] != '\r')
        to++;
    document->yaml_comments = true;
    document->yaml_comment = (acp_span){(uint32_t)from, (uint32_t)to};
}

static void pass_scalar(reader *r, const yaml_event_t *event, acp_span span)
{
    yaml_scalar_style_t style = event->data.scalar.style;
    look_for_comment(r, r->gap, span.start);
    if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE) {
        size_t header = span.start;
        while (header < span.end && r->document->text[header] != '\n' &&
               r->document->text[header] != '\r')
            header++;
        look_for_comment(r, span.start, header);
    }
    if (span.end > r->gap)
        r->gap = span.end;
}

/* ---- scalars ----------------------------------------------------------------------------- */

static bool is_number(acp_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return text.len && (text.len == 1 || *text.ptr != '0');
}

/* Only what is surely meant so is taken for something else than text: no, off and 4.10 are text. */
static acp_datum_type scalar_type(const yaml_event_t *event, acp_slice text)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return ACP_DATUM_STRING;
    for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
        if (acp_slice_is(text, nulls[i]))
            return ACP_DATUM_NULL;
    if (acp_slice_is(text, "true") || acp_slice_is(text, "false"))
        return ACP_DATUM_BOOLEAN;
    return is_number(text) ? ACP_DATUM_NUMBER : ACP_DATUM_STRING;
}

/* The text of a scalar: a slice of the source where it is written as it is meant. */
static bool take_text(reader *r, const yaml_event_t *event, acp_span span, acp_slice *out)
{
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    yaml_scalar_style_t style = event->data.scalar.style;
    bool quoted =
        style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    const char *source = r->document->text + span.start + quoted;
    if (span.end - span.start == length + 2 * quoted && memcmp(source, value, length) == 0) {
        *out = (acp_slice){source, length};
        return true;
    }
    char *copy = acp_arena_copy(&r->document->arena, value, length);
    *out = (acp_slice){copy, length};
    return copy != NULL;
}

static bool is_quoted(const yaml_event_t *event)
{
    return event->data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
           event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
}

/* A block scalar's token includes the line ends behind it. */
static acp_span without_line_ends(const reader *r, acp_span span)
{
    while (span.end > span.start && acp_is_space(r->document->text[span.end - 1]))
        span.end--;
    return span;
}

/* ---- building ---------------------------------------------------------------------------- */

static bool wants_key(const reader *r)
{
    return r->depth && r->open[r->depth - 1]->type == ACP_DATUM_OBJECT && !r->has_key;
}

static acp_status add(reader *r, acp_datum *datum)
{
    if (++r->count > ACP_DATUM_COUNT) {
        acp_read_finding(r->findings, r->document, "ACP0015", datum->span,
                         "The file holds more than %u members and items.", ACP_DATUM_COUNT);
        return ACP_DAMAGED;
    }
    if (!r->depth) {
        r->top = datum;
        return ACP_OK;
    }
    if (r->has_key) {
        datum->key = r->key.key;
        datum->key_span = r->key.key_span;
        datum->key_quoted = r->key.key_quoted;
        r->has_key = false;
    }
    acp_datum_add(r->open[r->depth - 1], datum);
    return ACP_OK;
}

static acp_status take_key(reader *r, const yaml_event_t *event, acp_span span)
{
    r->key.key_span = span;
    r->key.key_quoted = is_quoted(event);
    if (!take_text(r, event, span, &r->key.key))
        return ACP_NO_MEMORY;
    if (!r->key.key_quoted && acp_slice_is(r->key.key, "<<"))
        return refuse(r, "ACP0016", span,
                      "Merge keys (<<) are not read: write the members out where they belong.");
    r->has_key = true;
    return ACP_OK;
}

static acp_status take_scalar(reader *r, const yaml_event_t *event)
{
    acp_span span = span_of(r, event);
    pass_scalar(r, event, span);
    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE && !is_quoted(event))
        span = without_line_ends(r, span);
    if (wants_key(r))
        return take_key(r, event, span);
    acp_slice text;
    if (!take_text(r, event, span, &text))
        return ACP_NO_MEMORY;
    acp_datum *datum = acp_datum_new(&r->document->arena, scalar_type(event, text));
    if (!datum)
        return ACP_NO_MEMORY;
    datum->text = text;
    datum->span = span;
    datum->quoted = is_quoted(event);
    return add(r, datum);
}

static acp_status open_datum(reader *r, const yaml_event_t *event, acp_datum_type type)
{
    acp_span span = span_of(r, event);
    if (wants_key(r))
        return refuse(r, "ACP0016", span, "A name is a text, not an object or a list.");
    if (r->depth == ACP_DATUM_DEPTH) {
        acp_read_finding(r->findings, r->document, "ACP0015", span,
                         "Objects and lists are nested more than %d deep.", ACP_DATUM_DEPTH);
        return ACP_DAMAGED;
    }
    acp_datum *datum = acp_datum_new(&r->document->arena, type);
    if (!datum)
        return ACP_NO_MEMORY;
    datum->span = span;
    acp_status status = add(r, datum);
    if (status == ACP_OK)
        r->open[r->depth++] = datum;
    return status;
}

/* What has no bracket ends where its last piece ends; libyaml says where the next one starts. */
static acp_status close_datum(reader *r, const yaml_event_t *event)
{
    acp_datum *datum = r->open[--r->depth];
    char first = r->document->text[datum->span.start];
    if (first == '{' || first == '[')
        datum->span.end = span_of(r, event).end;
    else if (datum->last)
        datum->span.end = datum->last->span.end;
    if (datum->type != ACP_DATUM_OBJECT)
        return ACP_OK;
    return acp_form_check_keys(r->document, datum, r->findings);
}

static const char no_tags[] =
    "Tags (!name) are not read: what a value is follows from its setting.";

/* Anchors and tags can stand on every kind of node. */
static acp_status check_properties(reader *r, const yaml_event_t *event, const yaml_char_t *anchor,
                                   const yaml_char_t *tag)
{
    acp_span span = span_of(r, event);
    if (anchor)
        return refuse(r, "ACP0016", span,
                      "Anchors (&name) and aliases (*name) are not read: write the value out "
                      "wherever it is meant.");
    if (tag)
        return refuse(r, "ACP0016", span, no_tags);
    return ACP_OK;
}

static acp_status take_event(reader *r, const yaml_event_t *event)
{
    acp_status status = ACP_OK;
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (r->documents++)
            return refuse(r, "ACP0014", span_of(r, event),
                          "A second document starts here: one file holds one.");
        if (event->data.document_start.tag_directives.start !=
            event->data.document_start.tag_directives.end)
            return refuse(r, "ACP0016", span_of(r, event), no_tags);
        return ACP_OK;
    case YAML_ALIAS_EVENT: return check_properties(r, event, event->data.alias.anchor, NULL);
    case YAML_SCALAR_EVENT:
        status = check_properties(r, event, event->data.scalar.anchor, event->data.scalar.tag);
        return status == ACP_OK ? take_scalar(r, event) : status;
    case YAML_SEQUENCE_START_EVENT:
        status = check_properties(r, event, event->data.sequence_start.anchor,
                                  event->data.sequence_start.tag);
        return status == ACP_OK ? open_datum(r, event, ACP_DATUM_ARRAY) : status;
    case YAML_MAPPING_START_EVENT:
        status = check_properties(r, event, event->data.mapping_start.anchor,
                                  event->data.mapping_start.tag);
        return status == ACP_OK ? open_datum(r, event, ACP_DATUM_OBJECT) : status;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return close_datum(r, event);
    default: return ACP_OK;
    }
}

static acp_status read_events(reader *r)
{
    for (;;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event)) {
            if (r->parser.error == YAML_MEMORY_ERROR)
                return ACP_NO_MEMORY;
            acp_yaml_report(r->document, &r->parser, &r->marks, r->findings);
            return ACP_DAMAGED;
        }
        bool end = event.type == YAML_STREAM_END_EVENT;
        acp_status status = take_event(r, &event);
        yaml_event_delete(&event);
        if (status != ACP_OK)
            return status;
        if (end)
            break;
    }
    look_for_comment(r, r->gap, r->document->length);
    if (!r->top)
        return refuse(r, "ACP0014", (acp_span){0, 0}, "The file is empty.");
    return ACP_OK;
}

/* libyaml compares each %TAG directive with all before it, which many make unbearably slow. Tags
 * are refused in any case, only with a better place. */
static bool has_tag_flood(const acp_document *document, acp_span *span)
{
    static const char directive[] = "%TAG";
    acp_slice rest = {document->text, document->length};
    for (unsigned count = 0; count < MOST_TAG_DIRECTIVES; count++) {
        const char *at = acp_slice_find(rest, ACP_SLICE(directive));
        if (!at)
            return false;
        uint32_t start = (uint32_t)(at - document->text);
        *span = (acp_span){start, start + sizeof directive - 1};
        rest = (acp_slice){at + 1, document->length - start - 1};
    }
    return true;
}

acp_status acp_read_yaml(acp_document *document, acp_findings *findings)
{
    reader r = {.document = document, .findings = findings};
    acp_span flood;
    if (has_tag_flood(document, &flood))
        return refuse(&r, "ACP0016", flood, no_tags);
    if (!acp_yaml_marks_make(&r.marks, (acp_slice){document->text, document->length}))
        return ACP_NO_MEMORY;
    acp_status status = ACP_NO_MEMORY;
    if (yaml_parser_initialize(&r.parser)) {
        yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&r.parser, (const unsigned char *)document->text,
                                     document->length);
        status = read_events(&r);
        yaml_parser_delete(&r.parser);
    }
    free(r.marks.offsets);
    if (status != ACP_OK)
        return status;
    return acp_form_read(document, r.top, findings);
}
