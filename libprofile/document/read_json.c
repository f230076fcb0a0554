/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* JSON in. Two readers must agree that a text is JSON: json-c in its strict mode, and the scanner,
 * which also knows where everything stands. */
#include <json-c/json.h>

#include "document/form.h"
#include "document/plain.h"
#include "document/scan_json.h"

typedef struct {
    acp_document *document;
    acp_findings *findings;
    acp_json_scanner scan;
    acp_datum *open[ACP_DATUM_DEPTH];
    unsigned depth;
    uint32_t count;
    acp_span key_span; /* of the key whose value comes next */
    acp_slice key;
} reader;

static acp_status report_problem(reader *r)
{
    const acp_json_scanner *s = &r->scan;
    if (s->opener == UINT32_MAX) {
        acp_read_finding(r->findings, r->document, acp_json_rule(r->document), s->span, "%s.",
                         s->problem);
        return ACP_DAMAGED;
    }
    acp_position opener = acp_document_position(r->document, s->opener);
    acp_read_finding(r->findings, r->document, acp_json_rule(r->document), s->span,
                     "%s; it was opened in line %u, column %u.", s->problem, opener.line,
                     opener.column);
    return ACP_DAMAGED;
}

static bool take_text(reader *r, acp_span quoted, acp_slice *out)
{
    acp_slice raw = {r->document->text + quoted.start + 1, quoted.end - quoted.start - 2};
    if (r->scan.escaped)
        return acp_json_decode(&r->document->arena, raw, out);
    *out = raw;
    return true;
}

/* Adds the value just scanned to the object or list that is open. */
static acp_datum *add_datum(reader *r, acp_datum_type type)
{
    acp_datum *datum = acp_datum_new(&r->document->arena, type);
    if (!datum)
        return NULL;
    acp_span span = r->scan.span;
    datum->span = span;
    if (type == ACP_DATUM_STRING) {
        datum->quoted = true;
        if (!take_text(r, span, &datum->text))
            return NULL;
    } else if (acp_datum_is_scalar(datum)) {
        datum->text = (acp_slice){r->document->text + span.start, span.end - span.start};
    }
    if (!r->depth)
        return datum;
    acp_datum *parent = r->open[r->depth - 1];
    if (parent->type == ACP_DATUM_OBJECT) {
        datum->key = r->key;
        datum->key_span = r->key_span;
        datum->key_quoted = true;
    }
    acp_datum_add(parent, datum);
    return datum;
}

static acp_datum_type type_of(acp_json_token token)
{
    switch (token) {
    case ACP_JSON_OBJECT: return ACP_DATUM_OBJECT;
    case ACP_JSON_ARRAY: return ACP_DATUM_ARRAY;
    case ACP_JSON_STRING: return ACP_DATUM_STRING;
    case ACP_JSON_NUMBER: return ACP_DATUM_NUMBER;
    case ACP_JSON_NULL: return ACP_DATUM_NULL;
    default: return ACP_DATUM_BOOLEAN;
    }
}

static acp_status close_datum(reader *r)
{
    acp_datum *datum = r->open[--r->depth];
    datum->span.end = r->scan.span.end;
    if (datum->type != ACP_DATUM_OBJECT)
        return ACP_OK;
    return acp_form_check_keys(r->document, datum, r->findings);
}

static acp_status take_value(reader *r, acp_json_token token, acp_datum **top)
{
    if (++r->count > ACP_DATUM_COUNT) {
        acp_read_finding(r->findings, r->document, "ACP0015", r->scan.span,
                         "The file holds more than %u members and items.", ACP_DATUM_COUNT);
        return ACP_DAMAGED;
    }
    acp_datum *datum = add_datum(r, type_of(token));
    if (!datum)
        return ACP_NO_MEMORY;
    if (!*top)
        *top = datum;
    if (!acp_datum_is_scalar(datum))
        r->open[r->depth++] = datum;
    return ACP_OK;
}

static acp_status take_token(reader *r, acp_json_token token, acp_datum **top)
{
    switch (token) {
    case ACP_JSON_ERROR: return report_problem(r);
    case ACP_JSON_TOO_DEEP:
        acp_read_finding(r->findings, r->document, "ACP0015", r->scan.span,
                         "Objects and lists are nested more than %d deep.", ACP_DATUM_DEPTH);
        return ACP_DAMAGED;
    case ACP_JSON_KEY:
        r->key_span = r->scan.span;
        return take_text(r, r->key_span, &r->key) ? ACP_OK : ACP_NO_MEMORY;
    case ACP_JSON_OBJECT_END:
    case ACP_JSON_ARRAY_END: return close_datum(r);
    default: return take_value(r, token, top);
    }
}

/* The second opinion. It comes last because the scanner has the better words, and because it has
 * made sure by then that the text is of bounded depth and size. */
static acp_status ask_json_c(reader *r)
{
    const acp_document *document = r->document;
    json_tokener *tokener = json_tokener_new_ex(ACP_DATUM_DEPTH + 1);
    if (!tokener)
        return ACP_NO_MEMORY;
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    /* With the NUL behind the text json-c knows that no more is to come. */
    json_object *object = json_tokener_parse_ex(tokener, document->text, (int)document->length + 1);
    enum json_tokener_error error = json_tokener_get_error(tokener);
    size_t offset = json_tokener_get_parse_end(tokener);
    json_object_put(object);
    json_tokener_free(tokener);
    if (error == json_tokener_success)
        return ACP_OK;
    if (offset > document->length)
        offset = document->length;
    acp_read_finding(r->findings, document, acp_json_rule(document),
                     (acp_span){(uint32_t)offset, (uint32_t)offset}, "json-c says: %s.",
                     json_tokener_error_desc(error));
    return ACP_DAMAGED;
}

acp_status acp_read_json(acp_document *document, acp_findings *findings)
{
    reader r = {.document = document, .findings = findings};
    acp_datum *top = NULL;
    acp_status status = ACP_OK;
    acp_json_start(&r.scan, (acp_slice){document->text, document->length});
    for (;;) {
        acp_json_token token = acp_json_next(&r.scan);
        if (token == ACP_JSON_END)
            break;
        status = take_token(&r, token, &top);
        if (status != ACP_OK)
            return status;
    }
    status = ask_json_c(&r);
    if (status != ACP_OK)
        return status;
    acp_plain_decide(document, top);
    if (acp_is_plain_json(document))
        return acp_plain_json_read(document, top, findings);
    return acp_form_read(document, top, findings);
}
