/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The difference of two JSON forms as JSON Patch (RFC 6902). The new form is taken without
 * comments; those in the old one stay where what they belong to stays. */
#include <stdlib.h>

#include "change/diff.h"
#include "document/form.h"

typedef struct {
    acp_datum *operations; /* a list */
    acp_buffer pointer;    /* to the value looked at */
    acp_arena arena;
    bool plain; /* no forms: a name that starts with # is one like any other */
    bool failed;
} patch;

static bool is_comment(const patch *p, const acp_datum *member)
{
    static const char *const names[] = {"#comment", "#comment-value", "#comment-end",
                                        "#comment-after"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!p->plain && acp_slice_is(member->key, names[i]))
            return true;
    return false;
}

/* ---- operations ------------------------------------------------------------------------------ */

static void push_key(patch *p, acp_slice key)
{
    acp_buffer_putc(&p->pointer, '/');
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] == '~')
            acp_buffer_puts(&p->pointer, "~0");
        else if (key.ptr[i] == '/')
            acp_buffer_puts(&p->pointer, "~1");
        else
            acp_buffer_putc(&p->pointer, key.ptr[i]);
    }
}

static void push_index(patch *p, size_t index)
{
    acp_buffer_printf(&p->pointer, "/%zu", index);
}

static void pop(patch *p, size_t length)
{
    if (p->pointer.length > length) {
        p->pointer.length = length;
        p->pointer.text[length] = '\0';
    }
}

static acp_datum *new_datum(patch *p, acp_datum_type type)
{
    acp_datum *made = acp_datum_new(&p->arena, type);
    p->failed |= !made;
    return made;
}

static acp_datum *begin(patch *p, acp_slice name)
{
    acp_datum *operation = new_datum(p, ACP_DATUM_OBJECT);
    acp_datum *op = new_datum(p, ACP_DATUM_STRING);
    if (!operation || !op)
        return NULL;
    op->key = ACP_SLICE("op");
    op->text = name;
    acp_datum_add(operation, op);
    acp_datum_add(p->operations, operation);
    return operation;
}

/* Where the pointer leads now. */
static void add_pointer(patch *p, acp_datum *operation, acp_slice key)
{
    acp_datum *made = new_datum(p, ACP_DATUM_STRING);
    const char *text = acp_arena_copy(&p->arena, p->pointer.text, p->pointer.length);
    p->failed |= !text;
    if (!operation || !made || !text)
        return;
    made->key = key;
    made->text = (acp_slice){text, p->pointer.length};
    acp_datum_add(operation, made);
}

/* At the current pointer; value NULL: none. */
static void operate(patch *p, acp_slice name, const acp_datum *value)
{
    acp_datum *operation = begin(p, name);
    add_pointer(p, operation, ACP_SLICE("path"));
    acp_datum *copy = value ? new_datum(p, ACP_DATUM_NULL) : NULL;
    if (!operation || !copy)
        return;
    /* What is in it may be shared: nothing is done to it. */
    *copy = *value;
    copy->key = ACP_SLICE("value");
    copy->next = NULL;
    acp_datum_add(operation, copy);
}

static void move(patch *p, size_t from, size_t to)
{
    size_t length = p->pointer.length;
    acp_datum *operation = begin(p, ACP_SLICE("move"));
    push_index(p, from);
    add_pointer(p, operation, ACP_SLICE("from"));
    pop(p, length);
    push_index(p, to);
    add_pointer(p, operation, ACP_SLICE("path"));
    pop(p, length);
}

/* ---- equality, comments apart ------------------------------------------------------------------
 */

/* An object that only comments make an object is what it would be without them. */
static const acp_datum *bare(const patch *p, const acp_datum *value, bool *is_empty)
{
    *is_empty = false;
    if (value->type != ACP_DATUM_OBJECT)
        return value;
    const acp_datum *only = NULL;
    size_t left = 0;
    for (const acp_datum *member = value->first; member; member = member->next)
        if (!is_comment(p, member)) {
            only = member;
            left++;
        }
    *is_empty = left == 0;
    return left == 1 && left < value->count && acp_slice_is(only->key, "value") ? only : value;
}

static uint64_t hash_of(const patch *p, const acp_datum *value)
{
    bool is_empty;
    value = bare(p, value, &is_empty);
    uint64_t hash = is_empty ? ACP_DATUM_STRING : value->type;
    for (size_t i = 0; acp_datum_is_scalar(value) && i < value->text.len; i++)
        hash = (hash ^ (unsigned char)value->text.ptr[i]) * 0x100000001B3u;
    if (acp_datum_is_scalar(value) || is_empty)
        return hash;
    uint64_t place = 1;
    for (const acp_datum *member = value->first; member; member = member->next) {
        if (value->type == ACP_DATUM_OBJECT && is_comment(p, member))
            continue;
        uint64_t part = 0xCBF29CE484222325u;
        for (size_t i = 0; i < member->key.len; i++)
            part = (part ^ (unsigned char)member->key.ptr[i]) * 0x100000001B3u;
        part = (part ^ hash_of(p, member)) * 0x9E3779B97F4A7C15u;
        hash += value->type == ACP_DATUM_ARRAY ? part * (2 * place++ + 1) : part;
    }
    return hash * 0x9E3779B97F4A7C15u;
}

/* ---- lists -------------------------------------------------------------------------------------
 */

typedef struct {
    const acp_datum *value;
    uint64_t hash, key;
    size_t partner; /* index in the other list, SIZE_MAX: none */
} list_item;

static uint64_t key_hash(const patch *p, const acp_datum *value)
{
    const acp_datum *key = NULL;
    if (value->type == ACP_DATUM_OBJECT) {
        key = acp_datum_member(value, "HostName");
        key = key ? key : acp_datum_member(value, "Name");
    }
    return key ? hash_of(p, key) | 1 : 0;
}

static list_item *items_of(const patch *p, const acp_datum *list)
{
    list_item *items = calloc((size_t)list->count + 1, sizeof *items);
    size_t at = 0;
    for (const acp_datum *item = list->first; items && item; item = item->next)
        items[at++] = (list_item){item, hash_of(p, item), key_hash(p, item), SIZE_MAX};
    return items;
}

typedef struct {
    uint64_t mark;
    size_t index;
} marked;

static int by_mark(const void *left, const void *right)
{
    const marked *a = left, *b = right;
    if (a->mark != b->mark)
        return a->mark < b->mark ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static size_t mark(const list_item *items, size_t count, bool by_key, marked *out)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++)
        if (items[i].partner == SIZE_MAX && (!by_key || items[i].key))
            out[found++] = (marked){by_key ? items[i].key : items[i].hash, i};
    qsort(out, found, sizeof *out, by_mark);
    return found;
}

static void pair_by(list_item *a, size_t a_count, list_item *b, size_t b_count, bool by_key,
                    marked *scratch)
{
    size_t x = mark(a, a_count, by_key, scratch);
    marked *other = scratch + x;
    size_t y = mark(b, b_count, by_key, other);
    for (size_t i = 0, k = 0; i < x && k < y;) {
        if (scratch[i].mark < other[k].mark) {
            i++;
        } else if (scratch[i].mark > other[k].mark) {
            k++;
        } else {
            a[scratch[i].index].partner = other[k].index;
            b[other[k++].index].partner = scratch[i++].index;
        }
    }
}

static void patch_value(patch *p, const acp_datum *a, const acp_datum *b);

/* Each item of the new list in turn is brought to its place; `now` is the list as it stands by
 * then, as indices into the old one, SIZE_MAX for what was added. Without moves this is linear. */
static void bring_in_order(patch *p, const list_item *b, size_t b_count, size_t *now, size_t count)
{
    size_t length = p->pointer.length;
    for (size_t i = 0; i < b_count; i++) {
        if (b[i].partner == SIZE_MAX) {
            push_index(p, i);
            operate(p, ACP_SLICE("add"), b[i].value);
            pop(p, length);
            memmove(now + i + 1, now + i, (count - i) * sizeof *now);
            now[i] = SIZE_MAX;
            count++;
            continue;
        }
        size_t from = i;
        while (now[from] != b[i].partner)
            from++;
        if (from == i)
            continue;
        move(p, from, i);
        memmove(now + i + 1, now + i, (from - i) * sizeof *now);
        now[i] = b[i].partner;
    }
}

static void patch_paired(patch *p, const list_item *a, const list_item *b, size_t a_count,
                         size_t b_count, size_t *now)
{
    size_t length = p->pointer.length, count = 0;
    for (size_t i = a_count; i-- > 0;)
        if (a[i].partner == SIZE_MAX) {
            push_index(p, i);
            operate(p, ACP_SLICE("remove"), NULL);
            pop(p, length);
        }
    for (size_t i = 0; i < a_count; i++)
        if (a[i].partner != SIZE_MAX)
            now[count++] = i;
    bring_in_order(p, b, b_count, now, count);
    for (size_t i = 0; i < b_count; i++) {
        if (b[i].partner == SIZE_MAX)
            continue;
        push_index(p, i);
        patch_value(p, a[b[i].partner].value, b[i].value);
        pop(p, length);
    }
}

static void patch_list(patch *p, const acp_datum *a, const acp_datum *b)
{
    size_t total = (size_t)a->count + b->count;
    list_item *old = items_of(p, a), *new = items_of(p, b);
    marked *scratch = calloc(total + 1, sizeof *scratch);
    size_t *now = calloc(total + 1, sizeof *now);
    p->failed |= !old || !new || !scratch || !now;
    if (!p->failed) {
        pair_by(old, a->count, new, b->count, false, scratch);
        pair_by(old, a->count, new, b->count, true, scratch);
        patch_paired(p, old, new, a->count, b->count, now);
    }
    free(old);
    free(new);
    free(scratch);
    free(now);
}

/* ---- objects and values ------------------------------------------------------------------------
 */

/* old or new is NULL where there is no such member. */
static void patch_member(patch *p, acp_slice key, const acp_datum *old, const acp_datum *new)
{
    size_t length = p->pointer.length;
    push_key(p, key);
    if (!new)
        operate(p, ACP_SLICE("remove"), NULL);
    else if (!old)
        operate(p, ACP_SLICE("add"), new);
    else
        patch_value(p, old, new);
    pop(p, length);
}

static void patch_object(patch *p, const acp_datum *a, const acp_datum *b)
{
    const acp_datum **old = acp_datum_sorted(a), **new = acp_datum_sorted(b);
    p->failed |= !old || !new;
    for (size_t i = 0, k = 0; !p->failed && (old[i] || new[k]);) {
        if (old[i] && is_comment(p, old[i])) {
            i++;
            continue;
        }
        int order = !old[i] ? 1 : !new[k] ? -1 : acp_slice_compare(old[i]->key, new[k]->key);
        if (order <= 0)
            patch_member(p, old[i]->key, old[i], order == 0 ? new[k] : NULL);
        else
            patch_member(p, new[k]->key, NULL, new[k]);
        i += order <= 0;
        k += order >= 0;
    }
    free(old);
    free(new);
}

/* A scalar that the old form has with comments around it: its object keeps them. */
static void patch_commented(patch *p, const acp_datum *a, const acp_datum *b)
{
    size_t length = p->pointer.length;
    push_key(p, ACP_SLICE("value"));
    operate(p, acp_datum_member(a, "value") ? ACP_SLICE("replace") : ACP_SLICE("add"), b);
    pop(p, length);
}

static void patch_value(patch *p, const acp_datum *a, const acp_datum *b)
{
    bool empty, b_empty;
    const acp_datum *old = bare(p, a, &empty), *new = bare(p, b, &b_empty);
    bool scalars = acp_datum_is_scalar(old) && acp_datum_is_scalar(new);
    if (scalars && old->type == new->type &&acp_slice_equal(old->text, new->text))
        return;
    if (empty && a->count && new->type == ACP_DATUM_STRING && !new->text.len)
        return;
    if (a->type == ACP_DATUM_OBJECT && b->type == ACP_DATUM_OBJECT)
        patch_object(p, a, b);
    else if (a->type == ACP_DATUM_ARRAY && b->type == ACP_DATUM_ARRAY)
        patch_list(p, a, b);
    else if (acp_datum_is_scalar(b) && a->count && (old != a || empty))
        patch_commented(p, a, b);
    else
        operate(p, ACP_SLICE("replace"), b);
}

/* ---- the whole ---------------------------------------------------------------------------------
 */

static acp_status form_of(const acp_document *document, bool comments, acp_arena *arena,
                          acp_findings *findings, const acp_datum **out)
{
    acp_datum *made = NULL;
    *out = document->data;
    if (document->data)
        return ACP_OK;
    acp_status status = comments ? acp_form_write(document, arena, findings, &made)
                                 : acp_form_write_bare(document, arena, findings, &made);
    *out = made;
    return status;
}

acp_status acp_diff_patch(const acp_document *a, const acp_document *b, acp_findings *findings,
                          char **text, size_t *length, size_t *count)
{
    acp_buffer out = {0};
    patch p = {.plain = a->data != NULL};
    const acp_datum *old = NULL, *new = NULL;
    *text = NULL;
    *length = *count = 0;
    p.operations = new_datum(&p, ACP_DATUM_ARRAY);
    acp_status status = form_of(a, true, &p.arena, findings, &old);
    if (status == ACP_OK)
        status = form_of(b, false, &p.arena, findings, &new);
    acp_buffer_add(&p.pointer, "", 0);
    if (status == ACP_OK && !p.failed) {
        patch_value(&p, old, new);
        acp_write_json(p.operations, &out);
        *count = p.operations->count;
    }
    if (status == ACP_OK && (p.failed || p.arena.failed || out.failed || p.pointer.failed))
        status = ACP_NO_MEMORY;
    if (status == ACP_OK) {
        *text = out.text;
        *length = out.length;
    } else {
        acp_buffer_free(&out);
    }
    acp_buffer_free(&p.pointer);
    acp_arena_free(&p.arena);
    return status;
}
