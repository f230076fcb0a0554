/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Three-way merge of files that are plain JSON (OrgInfo.json): by the members of their object. */
#include <stdlib.h>

#include "change/merge.h"
#include "document/datum.h"
#include "document/encode.h"

/* Nested as deep as the reader lets them be. */
static bool same(const acp_datum *a, const acp_datum *b)
{
    if (!a || !b || a->type != b->type || a->count != b->count)
        return !a && !b;
    if (acp_datum_is_scalar(a))
        return acp_slice_equal(a->text, b->text);
    if (a->type == ACP_DATUM_OBJECT) {
        bool equal = true;
        const acp_datum **x = acp_datum_sorted(a), **y = acp_datum_sorted(b);
        for (size_t i = 0; x && y && equal && x[i]; i++)
            equal = acp_slice_equal(x[i]->key, y[i]->key) && same(x[i], y[i]);
        equal = equal && x && y;
        free(x);
        free(y);
        return equal;
    }
    const acp_datum *y = b->first;
    for (const acp_datum *x = a->first; x; x = x->next, y = y->next)
        if (!same(x, y))
            return false;
    return true;
}

static const acp_datum *member(const acp_document *document, acp_slice key)
{
    const acp_datum *found = document->data->first;
    while (found && !acp_slice_equal(found->key, key))
        found = found->next;
    return found;
}

static acp_slice source(const acp_document *document, uint32_t start, uint32_t end)
{
    return (acp_slice){document->text + start, end - start};
}

static acp_slice value_of(const acp_document *document, const acp_datum *datum)
{
    return datum ? acp_shown(source(document, datum->span.start, datum->span.end))
                 : ACP_SLICE("nothing");
}

typedef struct {
    const acp_document *base, *ours, *theirs;
    acp_buffer text, messages;
    uint32_t at; /* how far the text of ours is taken over */
    size_t conflicts;
    bool first;            /* no member was written yet */
    const acp_datum *kept; /* the last member of ours that was */
} json_merge;

static void copy(json_merge *m, uint32_t end)
{
    if (end > m->at)
        acp_buffer_add(&m->text, m->ours->text + m->at, end - m->at);
    m->at = end;
}

/* What a member of ours, theirs or both is to be; NULL: it goes. */
static const acp_datum *decide(json_merge *m, const acp_datum *ours, const acp_datum *theirs)
{
    acp_slice key = ours ? ours->key : theirs ? theirs->key : (acp_slice){0};
    const acp_datum *base = member(m->base, key);
    if (same(ours, theirs) || same(base, theirs))
        return ours;
    if (same(base, ours))
        return theirs;
    acp_position at =
        acp_document_position(m->ours, ours ? ours->key_span.start : m->ours->data->span.start);
    acp_slice here = value_of(m->ours, ours), there = value_of(m->theirs, theirs);
    acp_buffer_printf(&m->messages, "%s:%u: %.*s: here it is %.*s, there %.*s\n", m->ours->name,
                      at.line, ACP_SLICE_ARGS(acp_shown(key)), ACP_SLICE_ARGS(here),
                      ACP_SLICE_ARGS(there));
    m->conflicts++;
    return ours;
}

static void add_value(json_merge *m, const acp_document *document, const acp_datum *datum)
{
    acp_slice value = source(document, datum->span.start, datum->span.end);
    acp_buffer_add(&m->text, value.ptr, value.len);
}

/* A member of ours with the white space before it, and its comma where it is not the first. */
static void keep(json_merge *m, const acp_datum *ours, uint32_t lead, const acp_datum *now)
{
    bool follows = m->kept && m->kept->next == ours; /* the comma between them stands there */
    if (!m->first && !follows)
        acp_buffer_putc(&m->text, ',');
    if (m->first || !follows)
        m->at = lead;
    m->first = false;
    m->kept = ours;
    copy(m, ours->span.start);
    add_value(m, now == ours ? m->ours : m->theirs, now);
    m->at = ours->span.end;
}

/* Laid out as the last member of ours, or as theirs is where ours has none. */
static void add(json_merge *m, const acp_datum *theirs)
{
    const acp_document *document = m->ours->data->last ? m->ours : m->theirs;
    const acp_datum *like = m->ours->data->last ? m->ours->data->last : theirs;
    uint32_t lead = like->key_span.start;
    while (acp_is_space(document->text[lead - 1]))
        lead--;
    if (!m->first)
        acp_buffer_putc(&m->text, ',');
    m->first = false;
    acp_slice before = source(document, lead, like->key_span.start);
    acp_slice key = source(m->theirs, theirs->key_span.start, theirs->key_span.end);
    acp_slice colon = source(document, like->key_span.end, like->span.start);
    acp_buffer_add(&m->text, before.ptr, before.len);
    acp_buffer_add(&m->text, key.ptr, key.len);
    acp_buffer_add(&m->text, colon.ptr, colon.len);
    add_value(m, m->theirs, theirs);
}

static void merge(json_merge *m)
{
    const acp_datum *object = m->ours->data;
    copy(m, object->span.start + 1);
    uint32_t behind = m->at;
    for (const acp_datum *ours = object->first; ours; ours = ours->next) {
        const acp_datum *now = decide(m, ours, member(m->theirs, ours->key));
        uint32_t lead = behind;
        if (ours != object->first)
            while (m->ours->text[lead++] != ',')
                ;
        if (now)
            keep(m, ours, lead, now);
        behind = ours->span.end;
    }
    for (const acp_datum *theirs = m->theirs->data->first; theirs; theirs = theirs->next)
        if (!member(m->ours, theirs->key) && decide(m, NULL, theirs))
            add(m, theirs);
    m->at = behind;
    copy(m, (uint32_t)m->ours->length);
}

acp_status acp_merge_json(const acp_document *base, const acp_document *ours,
                          const acp_document *theirs, acp_merge_result *out)
{
    json_merge m = {.base = base, .ours = ours, .theirs = theirs, .first = true};
    merge(&m);
    acp_status status = m.text.failed || m.messages.failed ? ACP_NO_MEMORY : ACP_OK;
    if (status == ACP_OK && !m.conflicts)
        status = acp_encode(m.text.text, m.text.length, ours->encoding, ours->bom, &out->text,
                            &out->length);
    out->conflicts = m.conflicts;
    out->messages = m.messages.text;
    acp_buffer_free(&m.text);
    return status;
}
