/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Three-way merge: what theirs does to base is done to ours, as edits of its text. */
#include "change/merge.h"

#include <stdarg.h>
#include <stdlib.h>

#include "schema/schema.h"

/* ---- items of the three ---------------------------------------------------------------------- */

/* The element of ours, or theirs, that one of base became; NULL: it is gone. */
static acp_item *in_ours(const acp_merger *m, const acp_item *base)
{
    return m->our.base.all[base->number]->partner;
}

static acp_item *in_theirs(const acp_merger *m, const acp_item *base)
{
    return m->their.base.all[base->number]->partner;
}

/* The element of ours for one of theirs: by base, or because both added it. */
static acp_item *ours_for(const acp_merger *m, const acp_item *theirs)
{
    if (theirs->partner)
        return in_ours(m, theirs->partner);
    const acp_item *cross = m->cross_theirs.all[theirs->number]->partner;
    acp_item *found = cross ? m->our.side.all[cross->number] : NULL;
    return found && !found->partner ? found : NULL;
}

/* ---- conflicts ---------------------------------------------------------------------------------
 */

/* Marks the group of edits begun last. */
static void mark_group(acp_merger *m)
{
    uint32_t group = m->edits->group;
    if (group >= m->marked_size) {
        size_t size = 2 * (size_t)group + 16;
        bool *grown = realloc(m->marked, size * sizeof *grown);
        if (!grown) {
            m->failed = true;
            return;
        }
        memset(grown + m->marked_size, 0, (size - m->marked_size) * sizeof *grown);
        m->marked = grown;
        m->marked_size = size;
    }
    m->marked[group] = true;
}

__attribute__((format(printf, 4, 5))) static void
conflict(acp_merger *m, const acp_item *item, const acp_document *document, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    acp_clip_text(text);
    acp_position at = acp_document_position(document, item->node->name_span.start);
    acp_buffer_printf(&m->messages, "%s:%u: %s: %s\n", document->name, at.line,
                      acp_node_path(&m->arena, document, item->node, NULL), text);
    m->conflicts++;
    mark_group(m);
}

/* ---- values and attributes ---------------------------------------------------------------------
 */

static const acp_setting *setting_of(acp_setting_id id)
{
    return id == ACP_NO_SETTING ? NULL : acp_setting_get(id);
}

/* base may be NULL: both sides added the element. */
static void merge_value(acp_merger *m, const acp_item *base, const acp_item *ours,
                        const acp_item *theirs)
{
    const acp_setting *setting = setting_of(ours->node->setting);
    acp_slice b = base ? base->node->value : (acp_slice){0};
    acp_slice o = ours->node->value, t = theirs->node->value;
    if (acp_values_equal(setting, o, t) || (base && acp_values_equal(setting, b, t)))
        return;
    acp_edits_begin(m->edits);
    acp_edit_set_value(m->edits, ours->node, t);
    if (!base || !acp_values_equal(setting, b, o))
        conflict(m, ours, m->ours, "here it is \"%.*s\", there \"%.*s\"",
                 ACP_SLICE_ARGS(acp_shown(o)), ACP_SLICE_ARGS(acp_shown(t)));
}

static const acp_attribute *attribute_of(const acp_item *item, acp_slice name)
{
    for (unsigned i = 0; item && i < item->node->attribute_count; i++)
        if (acp_slice_equal(item->node->attributes[i].name, name))
            return &item->node->attributes[i];
    return NULL;
}

static bool same_attribute(const acp_attribute *a, const acp_attribute *b)
{
    return !a || !b ? !a == !b : acp_slice_equal(a->value, b->value);
}

static void merge_attribute(acp_merger *m, const acp_item *base, const acp_item *ours,
                            const acp_item *theirs, acp_slice name)
{
    const acp_attribute *b = attribute_of(base, name), *o = attribute_of(ours, name);
    const acp_attribute *t = attribute_of(theirs, name);
    if (same_attribute(o, t) || same_attribute(b, t))
        return;
    acp_edits_begin(m->edits);
    if (o && t)
        acp_edit_set_attribute(m->edits, o, t->value);
    else if (t)
        acp_edit_add_attribute(m->edits, ours->node, name, t->value);
    else
        acp_edit_delete_attribute(m->edits, o);
    if (!same_attribute(b, o))
        conflict(m, ours, m->ours, "attribute %.*s: here %s%.*s%s, there %s%.*s%s",
                 ACP_SLICE_ARGS(name), o ? "it is \"" : "there is none",
                 ACP_SLICE_ARGS(o ? acp_shown(o->value) : (acp_slice){0}), o ? "\"" : "",
                 t ? "\"" : "there is none",
                 ACP_SLICE_ARGS(t ? acp_shown(t->value) : (acp_slice){0}), t ? "\"" : "");
}

static void merge_attributes(acp_merger *m, const acp_item *base, const acp_item *ours,
                             const acp_item *theirs)
{
    for (unsigned i = 0; i < theirs->node->attribute_count; i++)
        merge_attribute(m, base, ours, theirs, theirs->node->attributes[i].name);
    for (unsigned i = 0; base && i < base->node->attribute_count; i++)
        if (!attribute_of(theirs, base->node->attributes[i].name))
            merge_attribute(m, base, ours, theirs, base->node->attributes[i].name);
}

/* ---- entries that come, go and move
 * -------------------------------------------------------------- */

static acp_slice source_of(const acp_document *document, const acp_node *element)
{
    const acp_node *comment = acp_comments_before(document, element);
    uint32_t start = comment ? comment->whole.start : element->whole.start;
    return (acp_slice){document->text + start, element->whole.end - start};
}

static void insert_theirs(acp_merger *m, const acp_item *theirs, const acp_item *parent,
                          const acp_item *behind)
{
    acp_edits_begin(m->edits);
    acp_edit_insert_behind(m->edits, parent->node, behind ? behind->node : NULL,
                           source_of(m->theirs, theirs->node),
                           acp_indent_at(m->theirs, theirs->node->whole.start));
}

static void merge_pair(acp_merger *m, const acp_item *base, acp_item *ours, const acp_item *theirs);

/* The element of ours with what is merged inside it. False: that has conflicts. */
static bool merged_text(acp_merger *m, const acp_item *base, acp_item *ours, const acp_item *theirs,
                        acp_buffer *out)
{
    acp_edits *outer = m->edits;
    size_t conflicts = m->conflicts, said = m->messages.length;
    m->edits = acp_edits_new(m->ours);
    if (!m->edits) {
        m->edits = outer;
        m->failed = true;
        return false;
    }
    m->edits->group = outer->group; /* groups are told apart by number */
    merge_pair(m, base, ours, theirs);
    bool clear = m->conflicts == conflicts;
    acp_slice source = source_of(m->ours, ours->node);
    acp_span span = {(uint32_t)(source.ptr - m->ours->text), ours->node->whole.end};
    if (clear)
        acp_merge_write_part(m->edits, span, out);
    m->failed |= m->edits->failed || m->edits->arena.failed || out->failed;
    for (uint32_t i = outer->group; !clear && i < m->marked_size; i++)
        m->marked[i] = false;
    m->conflicts = conflicts;
    if (m->messages.text)
        m->messages.text[m->messages.length = said] = '\0';
    outer->group = m->edits->group;
    acp_edits_free(m->edits);
    m->edits = outer;
    return clear;
}

/* What stands before an entry, as a number of base: whether two moves are the same one. */
static uint32_t neighbor(const acp_item *item)
{
    for (uint32_t i = item->index; i-- > 0;) {
        const acp_item *before = &item->parent->items[i];
        if (before->partner && !before->moved)
            return before->partner->number;
    }
    return UINT32_MAX;
}

/* Moves an entry as theirs did. False: it stays, because there are conflicts in it. */
static bool move_entry(acp_merger *m, const acp_item *base, acp_item *ours, const acp_item *theirs,
                       const acp_item *behind)
{
    acp_buffer text = {0};
    bool clear = merged_text(m, base, ours, theirs, &text);
    if (clear) {
        acp_edits_begin(m->edits);
        acp_edit_delete_element(m->edits, ours->node, ACP_COMMENTS_GO);
        acp_edit_insert_behind(m->edits, ours->parent->node, behind ? behind->node : NULL,
                               (acp_slice){text.text, text.length}, (acp_slice){0});
        if (ours->moved && neighbor(ours) != neighbor(theirs))
            conflict(m, ours, m->ours, "moved to another place here than there");
    }
    acp_buffer_free(&text);
    return clear;
}

static bool moves(const acp_item *ours, const acp_item *theirs)
{
    return theirs->partner && theirs->moved && !(ours->moved && neighbor(ours) == neighbor(theirs));
}

/* What is to be there no more. */
static void delete_missing(acp_merger *m, const acp_item *base)
{
    for (uint32_t i = 0; i < base->count; i++) {
        const acp_item *child = &base->items[i];
        acp_item *ours = in_ours(m, child), *theirs = in_theirs(m, child);
        if (ours && theirs && moves(ours, theirs))
            m->leaves[ours->number] = true;
        if (!ours || theirs)
            continue;
        acp_edits_begin(m->edits);
        acp_edit_delete_element(m->edits, ours->node, ACP_COMMENTS_GO);
        m->leaves[ours->number] = true;
        if (!acp_items_same(m->our.base.all[child->number], ours))
            conflict(m, ours, m->ours, "changed here, removed there");
    }
}

static bool stays(const acp_merger *m, const acp_item *ours)
{
    return ours && !m->leaves[ours->number];
}

static bool same_kind(const acp_item *a, const acp_item *b)
{
    return a->node->setting == b->node->setting &&
           (a->node->setting != ACP_NO_SETTING || acp_slice_equal(a->node->name, b->node->name));
}

/* What a child of theirs is put behind in ours. Where only the order of each list counts, that is
 * decided by the list; *behind is the last one before it of any sort. */
static const acp_item *place_for(const acp_merger *m, const acp_item *theirs,
                                 const acp_item *parent, const acp_item *behind)
{
    const acp_setting *setting = setting_of(parent->node->setting);
    if (setting && !setting->any_order)
        return behind;
    for (uint32_t i = theirs->index; i-- > 0;) {
        const acp_item *before = &theirs->parent->items[i];
        const acp_item *ours = same_kind(before, theirs) ? ours_for(m, before) : NULL;
        if (stays(m, ours))
            return ours;
    }
    for (uint32_t i = 0; i < parent->count; i++) {
        if (!stays(m, &parent->items[i]))
            continue;
        if (same_kind(&parent->items[i], theirs)) {
            while (i > 0 && !stays(m, &parent->items[i - 1]))
                i--;
            return i ? &parent->items[i - 1] : NULL;
        }
    }
    return behind;
}

/* One child of theirs. *behind is what it stands behind in ours. */
static void merge_child(acp_merger *m, const acp_item *theirs, acp_item *parent,
                        const acp_item **behind)
{
    acp_item *ours = ours_for(m, theirs);
    const acp_item *base = theirs->partner;
    if (!ours && base && acp_items_same(base, theirs))
        return; /* removed here, left alone there */
    if (!ours) {
        insert_theirs(m, theirs, parent, place_for(m, theirs, parent, *behind));
        if (base)
            conflict(m, theirs, m->theirs, "removed here, changed there");
        return;
    }
    if (m->leaves[ours->number]) {
        if (move_entry(m, base, ours, theirs, place_for(m, theirs, parent, *behind)))
            return;
        m->leaves[ours->number] = false;
    } else if (!ours->moved || !base) {
        *behind = ours;
    }
    merge_pair(m, base, ours, theirs);
}

static void merge_pair(acp_merger *m, const acp_item *base, acp_item *ours, const acp_item *theirs)
{
    merge_value(m, base, ours, theirs);
    merge_attributes(m, base, ours, theirs);
    if (ours->parent)
        acp_merge_comments(m, base, ours, theirs);
    if (base)
        delete_missing(m, base);
    const acp_item *behind = NULL;
    for (uint32_t i = 0; i < theirs->count; i++)
        merge_child(m, &theirs->items[i], ours, &behind);
}

void acp_merge_tree(acp_merger *m)
{
    merge_pair(m, m->their.base.all[0], m->our.side.all[0], m->their.side.all[0]);
}
