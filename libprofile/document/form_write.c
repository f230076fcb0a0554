/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From nodes to the JSON form. What the form cannot hold is refused, never dropped. */
#include <stdlib.h>

#include "document/form.h"

/* Longer numbers stay text: other readers of JSON would round them. */
#define MOST_DIGITS 15

typedef struct {
    const acp_document *document;
    acp_arena *arena;
    acp_findings *findings;
    bool bare; /* without comments */
    bool refused;
    bool no_memory;
} writer;

/* One piece of an element's content: a child element or the element's own text. */
typedef struct {
    acp_slice name;
    acp_datum *datum;
    const acp_node *node; /* NULL: the text */
    size_t index;
} piece;

static acp_datum *new_datum(writer *w, acp_datum_type type)
{
    acp_datum *datum = acp_datum_new(w->arena, type);
    if (!datum)
        w->no_memory = true;
    return datum;
}

static void add_member(acp_datum *object, acp_slice key, acp_datum *datum)
{
    if (!datum)
        return;
    datum->key = key;
    acp_datum_add(object, datum);
}

/* ---- scalars ----------------------------------------------------------------------------- */

static bool is_plain_number(acp_slice text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return text.len && text.len <= MOST_DIGITS && (text.len == 1 || *text.ptr != '0');
}

/* Anything but the one spelling that comes back the same stays text. */
static acp_datum_type scalar_type(acp_setting_id id, acp_slice text)
{
    const acp_setting *setting = id == ACP_NO_SETTING ? NULL : acp_setting_get(id);
    if (!setting)
        return ACP_DATUM_STRING;
    bool number = setting->type == ACP_TYPE_INTEGER || setting->type == ACP_TYPE_UNSIGNED;
    if (setting->type == ACP_TYPE_BOOLEAN) {
        number = strcmp(setting->values[0].name, "1") == 0;
        if (!number && (acp_slice_is(text, "true") || acp_slice_is(text, "false")))
            return ACP_DATUM_BOOLEAN;
    }
    if (number && is_plain_number(text))
        return ACP_DATUM_NUMBER;
    return ACP_DATUM_STRING;
}

static acp_datum *new_scalar(writer *w, acp_setting_id setting, acp_slice text)
{
    acp_datum *datum = new_datum(w, scalar_type(setting, text));
    if (datum)
        datum->text = text;
    return datum;
}

/* ---- comments and refusals --------------------------------------------------------------- */

static void refuse_node(writer *w, const acp_node *node)
{
    w->refused = true;
    if (node->type == ACP_NODE_PI)
        acp_read_finding(w->findings, w->document, "ACP0016", node->whole,
                         "The processing instruction <?%.*s ...?> has no place in JSON or YAML.",
                         ACP_SLICE_ARGS(node->name));
    else
        acp_read_finding(w->findings, w->document, "ACP0110", node->whole,
                         "The element \"%.*s\" has a second piece of text here. JSON and YAML hold "
                         "one text for each element, so this one would be lost.",
                         ACP_SLICE_ARGS(node->parent->name));
}

static void add_comment(writer *w, acp_datum **list, const acp_node *node)
{
    if (w->bare)
        return;
    if (!*list)
        *list = new_datum(w, ACP_DATUM_ARRAY);
    acp_datum *text = new_scalar(w, ACP_NO_SETTING, node->value);
    if (*list && text)
        acp_datum_add(*list, text);
}

/* Comments before or after the root. */
static acp_datum *outer_comments(writer *w, const acp_node *node)
{
    acp_datum *list = NULL;
    for (; node; node = node->next) {
        if (node->type == ACP_NODE_COMMENT)
            add_comment(w, &list, node);
        else
            refuse_node(w, node);
    }
    return list;
}

/* ---- elements ---------------------------------------------------------------------------- */

typedef struct {
    piece *pieces; /* malloc'ed */
    size_t count;
    size_t text; /* index of the text, SIZE_MAX: none */
    bool has_value_child;
    acp_datum *comment_value, *comment_end; /* NULL: none */
} content;

static acp_datum *write_element(writer *w, const acp_node *element, acp_datum *comments);

/* White space is the text of an element only where the element is nothing but text. */
static bool is_layout(const acp_node *text)
{
    const acp_node *element = text->parent;
    if (acp_slice_trim(text->value).len)
        return false;
    const acp_setting *setting =
        element->setting == ACP_NO_SETTING ? NULL : acp_setting_get(element->setting);
    return element->first != element->last || text->next ||
           (setting && setting->content == ACP_CONTENT_ELEMENTS);
}

static void add_text(writer *w, const acp_node *element, const acp_node *text, content *out,
                     acp_datum **comments)
{
    if (is_layout(text))
        return;
    if (out->text != SIZE_MAX) {
        refuse_node(w, text);
        return;
    }
    out->text = out->count;
    out->comment_value = *comments;
    *comments = NULL;
    acp_slice value = element->has_elements ? acp_slice_trim(text->value) : text->value;
    out->pieces[out->count] =
        (piece){ACP_SLICE("value"), new_scalar(w, element->setting, value), NULL, out->count};
    out->count++;
}

static bool list_content(writer *w, const acp_node *element, content *out)
{
    size_t count = 0;
    for (const acp_node *node = element->first; node; node = node->next)
        count++;
    *out = (content){.text = SIZE_MAX};
    out->pieces = malloc((count + 1) * sizeof *out->pieces);
    if (!out->pieces) {
        w->no_memory = true;
        return false;
    }
    acp_datum *comments = NULL;
    for (const acp_node *node = element->first; node; node = node->next) {
        if (node->type == ACP_NODE_COMMENT) {
            add_comment(w, &comments, node);
        } else if (node->type == ACP_NODE_TEXT) {
            add_text(w, element, node, out, &comments);
        } else if (node->type == ACP_NODE_PI) {
            refuse_node(w, node);
        } else {
            out->pieces[out->count] =
                (piece){node->name, write_element(w, node, comments), node, out->count};
            out->count++;
            out->has_value_child |= acp_slice_is(node->name, "value");
            comments = NULL;
        }
    }
    out->comment_end = comments;
    if (out->has_value_child && out->text != SIZE_MAX)
        out->pieces[out->text].name = ACP_SLICE("#value");
    return !w->no_memory;
}

static int by_name(const void *left, const void *right)
{
    const piece *a = left, *b = right;
    int order = acp_slice_compare(a->name, b->name);
    if (order)
        return order;
    return (a->index > b->index) - (a->index < b->index);
}

static bool is_list(const piece *first, size_t count)
{
    if (count > 1)
        return true;
    if (!first->node || first->node->setting == ACP_NO_SETTING)
        return false;
    const acp_setting *setting = acp_setting_get(first->node->setting);
    return setting && setting->max_occurs > 1;
}

/* Joins pieces of one name to one member. groups[i] becomes the member of the piece with index i if
 * that is the first of its name, else NULL. True if pieces of one name stand apart. */
static bool group_pieces(writer *w, const piece *sorted, size_t count, acp_datum **groups)
{
    bool apart = false;
    for (size_t i = 0, end; i < count; i = end) {
        for (end = i + 1; end < count && acp_slice_equal(sorted[i].name, sorted[end].name); end++)
            apart |= sorted[end].index != sorted[end - 1].index + 1;
        acp_datum *member = sorted[i].datum;
        if (is_list(&sorted[i], end - i)) {
            member = new_datum(w, ACP_DATUM_ARRAY);
            for (size_t k = i; member && k < end; k++)
                if (sorted[k].datum)
                    acp_datum_add(member, sorted[k].datum);
        }
        if (member)
            member->key = sorted[i].name;
        groups[sorted[i].index] = member;
    }
    return apart;
}

/* Names of the pieces in order; own text that stands first, where it is looked for, is left out. */
static acp_datum *order_of(writer *w, const content *from)
{
    acp_datum *order = new_datum(w, ACP_DATUM_ARRAY);
    for (size_t i = 0; order && i < from->count; i++) {
        if (i == 0 && from->text == 0)
            continue;
        acp_datum *name = new_scalar(w, ACP_NO_SETTING, from->pieces[i].name);
        if (name)
            acp_datum_add(order, name);
    }
    return order;
}

static void add_pieces(writer *w, const content *from, acp_datum *object)
{
    if (from->has_value_child && from->text == SIZE_MAX)
        add_member(object, ACP_SLICE("#value"), new_scalar(w, ACP_NO_SETTING, ACP_SLICE("")));
    size_t count = from->count;
    piece *sorted = malloc((count + 1) * sizeof *sorted);
    acp_datum **groups = calloc(count + 1, sizeof(acp_datum *));
    if (!sorted || !groups) {
        w->no_memory = true;
    } else {
        if (count)
            memcpy(sorted, from->pieces, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, by_name);
        bool apart = group_pieces(w, sorted, count, groups);
        if (apart)
            add_member(object, ACP_SLICE("#order"), order_of(w, from));
        for (size_t i = 0; i < count; i++)
            if (groups[i])
                acp_datum_add(object, groups[i]);
    }
    free(sorted);
    free(groups);
}

static void add_attributes(writer *w, const acp_node *element, acp_datum *object)
{
    for (unsigned i = 0; i < element->attribute_count; i++) {
        const acp_attribute *attribute = &element->attributes[i];
        char *key = acp_arena_alloc(w->arena, attribute->name.len + 2);
        if (!key) {
            w->no_memory = true;
            return;
        }
        key[0] = '@';
        memcpy(key + 1, attribute->name.ptr, attribute->name.len);
        add_member(object, (acp_slice){key, attribute->name.len + 1},
                   new_scalar(w, attribute->setting, attribute->value));
    }
}

static bool is_text_only(const acp_node *element, const content *from, const acp_datum *comments)
{
    if (comments || from->comment_value || from->comment_end || element->attribute_count ||
        from->count > 1 || element->has_elements)
        return false;
    const acp_setting *setting =
        element->setting == ACP_NO_SETTING ? NULL : acp_setting_get(element->setting);
    return from->count == 1 || !setting || setting->content != ACP_CONTENT_ELEMENTS;
}

/* comments: those before the element, NULL: none. */
static acp_datum *write_element(writer *w, const acp_node *element, acp_datum *comments)
{
    content from;
    if (!list_content(w, element, &from)) {
        free(from.pieces);
        return NULL;
    }
    acp_datum *made;
    if (is_text_only(element, &from, comments)) {
        made = from.count ? from.pieces[0].datum : new_scalar(w, ACP_NO_SETTING, ACP_SLICE(""));
        free(from.pieces);
        return made;
    }
    made = new_datum(w, ACP_DATUM_OBJECT);
    if (made) {
        add_member(made, ACP_SLICE("#comment"), comments);
        add_attributes(w, element, made);
        add_member(made, ACP_SLICE("#comment-value"), from.comment_value);
        add_pieces(w, &from, made);
        add_member(made, ACP_SLICE("#comment-end"), from.comment_end);
    }
    free(from.pieces);
    return made;
}

static acp_status write_form(const acp_document *document, bool bare_form, acp_arena *arena,
                             acp_findings *findings, acp_datum **out)
{
    writer w = {.document = document, .arena = arena, .findings = findings, .bare = bare_form};
    acp_datum *before = outer_comments(&w, document->before);
    acp_datum *after = outer_comments(&w, document->after);
    acp_datum *root = write_element(&w, document->root, before);
    if (root && after && acp_datum_is_scalar(root)) {
        acp_datum *object = new_datum(&w, ACP_DATUM_OBJECT);
        if (object)
            add_member(object, ACP_SLICE("value"), root);
        root = object;
    }
    *out = new_datum(&w, ACP_DATUM_OBJECT);
    if (w.no_memory || arena->failed)
        return ACP_NO_MEMORY;
    if (w.refused)
        return ACP_BAD_VALUE;
    add_member(root, ACP_SLICE("#comment-after"), after);
    add_member(*out, document->root->name, root);
    return ACP_OK;
}

acp_status acp_form_write(const acp_document *document, acp_arena *arena, acp_findings *findings,
                          acp_datum **out)
{
    return write_form(document, false, arena, findings, out);
}

acp_status acp_form_write_bare(const acp_document *document, acp_arena *arena,
                               acp_findings *findings, acp_datum **out)
{
    return write_form(document, true, arena, findings, out);
}
