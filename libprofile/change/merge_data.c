/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Three-way merge of plain data (JSON, property lists, links): members by their keys, items of
 * lists by what they hold, by name or by place. Where there are conflicts it is done twice, once
 * for each side, and the lines that differ go between markers. */
#include <stdlib.h>

#include "change/data.h"
#include "change/layout.h"
#include "change/merge_data.h"
#include "document/encode.h"

/* Nested as deep as the reader lets them be. */
bool acp_data_same(const acp_datum *a, const acp_datum *b)
{
    if (!a || !b || a->type != b->type || a->count != b->count)
        return !a && !b;
    if (acp_datum_is_scalar(a))
        return acp_slice_equal(a->text, b->text);
    if (a->type == ACP_DATUM_OBJECT) {
        bool equal = true;
        const acp_datum **x = acp_datum_sorted(a), **y = acp_datum_sorted(b);
        for (size_t i = 0; x && y && equal && x[i]; i++)
            equal = acp_slice_equal(x[i]->key, y[i]->key) && acp_data_same(x[i], y[i]);
        equal = equal && x && y;
        free(x);
        free(y);
        return equal;
    }
    const acp_datum *y = b->first;
    for (const acp_datum *x = a->first; x; x = x->next, y = y->next)
        if (!acp_data_same(x, y))
            return false;
    return true;
}

/* ---- one decision -------------------------------------------------------------------------- */

static acp_slice source(const acp_document *document, const acp_datum *datum)
{
    if (!datum)
        return ACP_SLICE("nothing");
    acp_span span = acp_datum_is_scalar(datum) ? datum->span : acp_datum_outer(datum);
    return acp_shown((acp_slice){document->text + span.start, span.end - span.start});
}

bool acp_data_conflict(acp_data_merge *m, const acp_datum *ours, const acp_datum *theirs)
{
    const acp_datum *was = ours ? ours->was : NULL;
    acp_slice key = was && was->key.len ? was->key : theirs ? theirs->key : (acp_slice){0};
    acp_span at = was ? was->key.len ? was->key_span : was->span : m->ours->data->span;
    acp_slice here = source(m->ours, was), there = source(m->theirs, theirs);
    if (!m->take_theirs)
        acp_buffer_printf(&m->messages, "%s:%u: %.*s: here it is %.*s, there %.*s\n", m->ours->name,
                          acp_document_position(m->ours, at.start).line,
                          ACP_SLICE_ARGS(key.len ? acp_shown(key) : ACP_SLICE("an entry")),
                          ACP_SLICE_ARGS(here), ACP_SLICE_ARGS(there));
    m->conflicts += !m->take_theirs;
    return m->take_theirs;
}

acp_datum *acp_data_new_from(acp_data_merge *m, const acp_datum *theirs)
{
    acp_datum *made = acp_data_copy_new(&m->arena, theirs);
    m->failed |= !made;
    return made;
}

static void replace(acp_data_merge *m, acp_datum *ours, const acp_datum *theirs)
{
    acp_datum *made = acp_data_new_from(m, theirs);
    if (!made)
        return;
    ours->type = made->type;
    ours->text = made->text;
    ours->element = made->element;
    ours->first = made->first;
    ours->last = made->last;
    ours->count = made->count;
}

/* ---- objects ------------------------------------------------------------------------------- */

/* Members by name, and those of one name by place: links may have several. */
typedef struct {
    const acp_datum **members;
    size_t count;
} sorted;

static sorted sort(acp_data_merge *m, const acp_datum *object)
{
    sorted made = {object ? acp_datum_sorted(object) : NULL, 0};
    m->failed |= object && !made.members;
    while (made.members && made.members[made.count])
        made.count++;
    return made;
}

/* The first member of a name from a place on. */
static size_t find(const sorted *s, acp_slice key, uint32_t place)
{
    size_t low = 0, high = s->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = acp_slice_compare(s->members[middle]->key, key);
        if (order < 0 || (order == 0 && s->members[middle]->key_span.start < place))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The member that is in `in` what one of `of` is there. */
static const acp_datum *same_of(const sorted *in, const sorted *of, const acp_datum *child)
{
    size_t n = find(of, child->key, child->key_span.start) - find(of, child->key, 0);
    size_t at = find(in, child->key, 0) + n;
    return at < in->count && acp_slice_equal(in->members[at]->key, child->key) ? in->members[at]
                                                                               : NULL;
}

static void add_missing(acp_data_merge *m, acp_datum *ours, const acp_datum *base,
                        const acp_datum *theirs)
{
    if (acp_data_same(base, theirs) || (base && !acp_data_conflict(m, NULL, theirs)))
        return;
    acp_datum *made = acp_data_new_from(m, theirs);
    if (made)
        acp_datum_add(ours, made);
}

static void merge_objects(acp_data_merge *m, acp_datum *ours, const acp_datum *base,
                          const acp_datum *theirs)
{
    sorted was = sort(m, ours->was), before = sort(m, base), there = sort(m, theirs);
    for (acp_datum *o = ours->first; o && !m->failed; o = o->next) {
        const acp_datum *b = same_of(&before, &was, o), *t = same_of(&there, &was, o);
        if (t)
            acp_data_merge_value(m, o, b, t);
        else if (b && (acp_data_same(o, b) || acp_data_conflict(m, o, NULL)))
            acp_data_remove(ours, o);
    }
    for (const acp_datum *t = theirs->first; t && !m->failed; t = t->next)
        if (!same_of(&was, &there, t))
            add_missing(m, ours, same_of(&before, &there, t), t);
    free(was.members);
    free(before.members);
    free(there.members);
}

void acp_data_merge_value(acp_data_merge *m, acp_datum *ours, const acp_datum *base,
                          const acp_datum *theirs)
{
    if (acp_data_same(ours, theirs) || (base && acp_data_same(base, theirs)))
        return;
    const acp_datum *like = base && base->type == ours->type ? base : NULL;
    if (ours->type == theirs->type && ours->type == ACP_DATUM_OBJECT)
        merge_objects(m, ours, like, theirs);
    else if (ours->type == theirs->type && ours->type == ACP_DATUM_ARRAY)
        acp_data_merge_lists(m, ours, like, theirs);
    else if ((base && acp_data_same(base, ours)) || acp_data_conflict(m, ours, theirs))
        replace(m, ours, theirs);
}

/* ---- the whole ----------------------------------------------------------------------------- */

static acp_status merge_once(acp_data_merge *m, acp_buffer *text)
{
    acp_datum *copy = acp_data_copy(&m->arena, m->ours->data);
    if (!copy)
        return ACP_NO_MEMORY;
    acp_data_merge_value(m, copy, m->base->data, m->theirs->data);
    acp_data_write(m->ours, copy, text);
    bool failed = m->failed || m->arena.failed || text->failed || m->messages.failed;
    return failed ? ACP_NO_MEMORY : ACP_OK;
}

acp_status acp_merge_data(const acp_document *base, const acp_document *ours,
                          const acp_document *theirs, const acp_merge_options *options,
                          acp_merge_result *out)
{
    acp_data_merge m = {.base = base, .ours = ours, .theirs = theirs};
    acp_buffer text = {0}, other = {0}, marked = {0}, *made = &text;
    acp_status status = merge_once(&m, &text);
    if (status == ACP_OK && m.conflicts) {
        made = &marked;
        m.take_theirs = true;
        status = merge_once(&m, &other);
        if (status == ACP_OK && !acp_merge_lines((acp_slice){text.text, text.length},
                                                 (acp_slice){other.text, other.length}, options,
                                                 acp_first_line_end(ours), &marked))
            status = ACP_NO_MEMORY;
    }
    if (status == ACP_OK)
        status = acp_encode(made->text ? made->text : "", made->length, ours->encoding, ours->bom,
                            &out->text, &out->length);
    out->conflicts = m.conflicts;
    out->messages = m.messages.text;
    acp_buffer_free(&text);
    acp_buffer_free(&other);
    acp_buffer_free(&marked);
    acp_arena_free(&m.arena);
    return status;
}
