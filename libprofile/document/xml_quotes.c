/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/xml_quotes.h"

#include <stdlib.h>

#include "document/findings.h"

/* What finding out may cost: values that get quotes, and bytes that are read again. */
#define MOST_VALUES 100
#define MOST_BYTES  ((size_t)64 << 20)

typedef struct {
    const char *open, *close;
} quotes;

/* Word processors turn straight quotes into these. */
static const quotes typographic[] = {
    {"\xE2\x80\x9C", "\xE2\x80\x9D"}, {"\xE2\x80\x9E", "\xE2\x80\x9C"},
    {"\xE2\x80\x9D", "\xE2\x80\x9D"}, {"\xE2\x80\x98", "\xE2\x80\x99"},
    {"\xC2\xAB", "\xC2\xBB"},
};

/* A value that may stand in double quotes as it is. */
static bool is_plain_value(acp_slice value)
{
    for (size_t i = 0; i < value.len; i++)
        if (strchr("\"'<>&=", value.ptr[i]))
            return false;
    return value.len > 0;
}

/* The value at the start of rest, and how long it is with its quotes. */
static bool read_value(acp_slice rest, acp_slice *value, size_t *length)
{
    for (size_t i = 0; i < sizeof typographic / sizeof *typographic; i++) {
        const quotes *q = &typographic[i];
        size_t opening = strlen(q->open);
        if (!acp_slice_starts(rest, q->open))
            continue;
        acp_slice inside = {rest.ptr + opening, rest.len - opening};
        const char *end = acp_slice_find(inside, acp_slice_of(q->close));
        if (!end)
            continue;
        *value = (acp_slice){inside.ptr, (size_t)(end - inside.ptr)};
        *length = opening + value->len + strlen(q->close);
        return is_plain_value(*value);
    }
    size_t end = 0;
    while (end < rest.len && !acp_is_space(rest.ptr[end]) && rest.ptr[end] != '>')
        end++;
    *value = (acp_slice){rest.ptr, *length = end};
    return (unsigned char)*rest.ptr < 0x80 && is_plain_value(*value);
}

/* Text like the document's, for reading it again. */
static acp_document *copy_of(const acp_document *document, acp_slice text)
{
    acp_document *copy =
        acp_document_new(NULL, document->name, document->named_kind, ACP_FORMAT_XML);
    char *own = copy ? malloc(text.len + 1) : NULL;
    if (!own) {
        acp_document_free(copy);
        return NULL;
    }
    memcpy(own, text.ptr, text.len);
    own[text.len] = '\0';
    copy->text = own;
    copy->length = text.len;
    copy->encoding = document->encoding;
    copy->node_limit = document->node_limit;
    copy->quoting = true;
    return copy;
}

/* Reads the text again. False: it is still no XML; *next is where the next value without quotes
 * stands, 0 if that is not what is wrong. */
static bool reads(const acp_document *document, const acp_buffer *text, uint32_t *next)
{
    acp_document *copy = copy_of(document, (acp_slice){text->text, text->length});
    acp_findings *findings = acp_findings_new();
    bool fine = copy && findings && acp_read_xml(copy, findings) == ACP_OK;
    *next = 0;
    for (size_t i = 0; findings && i < acp_findings_count(findings); i++)
        if (strcmp(acp_findings_get(findings, i)->rule->id, "ACP0011") == 0)
            *next = acp_findings_span(findings, i).start;
    acp_findings_free(findings);
    acp_document_free(copy);
    return fine;
}

/* Puts the value at an offset into quotes. */
static bool quote(acp_buffer *text, uint32_t at)
{
    acp_slice value;
    size_t length;
    acp_buffer made = {0};
    if (!read_value((acp_slice){text->text + at, text->length - at}, &value, &length))
        return false;
    acp_buffer_add(&made, text->text, at);
    acp_buffer_printf(&made, "\"%.*s\"", ACP_SLICE_ARGS(value));
    acp_buffer_add(&made, text->text + at + length, text->length - at - length);
    acp_buffer_free(text);
    *text = made;
    return !made.failed;
}

bool acp_xml_quoted(const acp_document *document, uint32_t offset, acp_buffer *out)
{
    size_t bytes = 0;
    if (document->quoting || !document->exact)
        return false;
    acp_buffer_add(out, document->text, document->length);
    for (unsigned i = 0; i < MOST_VALUES && bytes < MOST_BYTES && !out->failed; i++) {
        uint32_t next;
        if (offset >= out->length || !quote(out, offset))
            return false;
        if (reads(document, out, &next))
            return true;
        if (next <= offset)
            return false;
        bytes += out->length;
        offset = next;
    }
    return false;
}
