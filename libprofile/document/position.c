/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* From byte offsets to lines and columns, and from nodes to the paths users write. */
#include <stdlib.h>

#include "document/buffer.h"
#include "document/document.h"
#include "document/utf8.h"
#include "schema/schema.h"

/* Code points are counted from the nearest multiple of this: a file may be one long line. */
#define STRIDE 1024

static uint32_t code_points(const char *text, size_t from, size_t to)
{
    uint32_t count = 0;
    while (from < to) {
        if (to - from >= 8 && acp_eight_ascii(acp_eight_at(text + from))) {
            count += 8;
            from += 8;
            continue;
        }
        count += ((unsigned char)text[from++] & 0xC0) != 0x80;
    }
    return count;
}

/* The next '\r' before the next '\n'. Most files have none: it is looked for some way ahead, and
 * not again in each line. */
static const char *next_carriage(acp_line_walk *walk, const char *from, const char *last)
{
    if (!walk->clear || walk->clear < from)
        walk->clear = from;
    if (walk->clear < walk->feed && *walk->clear != '\r') {
        const char *stop = last - walk->clear > STRIDE ? walk->clear + STRIDE : last;
        stop = stop > walk->feed ? stop : walk->feed;
        const char *found = memchr(walk->clear, '\r', (size_t)(stop - walk->clear));
        walk->clear = found ? found : stop;
    }
    return walk->clear < walk->feed ? walk->clear : NULL;
}

acp_line_end acp_next_line_end(const acp_document *document, acp_line_walk *walk)
{
    const char *from = document->text + walk->behind, *last = document->text + document->length;
    if (!walk->feed || walk->feed < from)
        walk->feed = memchr(from, '\n', (size_t)(last - from));
    if (!walk->feed)
        walk->feed = last;
    const char *carriage = next_carriage(walk, from, last);
    const char *end = carriage ? carriage : walk->feed;
    bool fed = walk->feed < last;
    acp_line_end found = fed && carriage && carriage + 1 == walk->feed ? ACP_CRLF
                         : carriage                                    ? ACP_CR
                         : fed                                         ? ACP_LF
                                                                       : ACP_NO_LINE_END;
    walk->at = (uint32_t)(end - document->text);
    walk->behind = walk->at + (found == ACP_CRLF ? 2 : found != ACP_NO_LINE_END);
    return found;
}

static bool enter_line(acp_document *document, size_t *room, uint32_t offset)
{
    if (document->line_count == *room) {
        size_t wanted = *room ? *room * 2 : document->length / 32 + 16;
        uint32_t *lines = realloc(document->lines, wanted * sizeof *lines);
        if (!lines)
            return false;
        document->lines = lines;
        *room = wanted;
    }
    document->lines[document->line_count++] = offset;
    return true;
}

static bool enter_lines(acp_document *document)
{
    acp_line_walk walk = {0};
    size_t room = 0;
    bool fine = enter_line(document, &room, 0);
    while (fine && acp_next_line_end(document, &walk) != ACP_NO_LINE_END)
        fine = enter_line(document, &room, walk.behind);
    return fine;
}

/* Lines are indexed only when somebody asks: a clean document never pays for it. */
static bool index_lines(acp_document *document)
{
    if (document->lines)
        return true;
    size_t count = document->length / STRIDE;
    document->strides = malloc((count + 1) * sizeof *document->strides);
    if (!document->strides || !enter_lines(document)) {
        free(document->lines);
        free(document->strides);
        document->lines = document->strides = NULL;
        document->line_count = 0;
        return false;
    }
    document->strides[0] = 0;
    for (size_t i = 1; i <= count; i++)
        document->strides[i] =
            document->strides[i - 1] + code_points(document->text, (i - 1) * STRIDE, i * STRIDE);
    return true;
}

/* Code points before a byte offset. */
static uint32_t code_points_before(const acp_document *document, size_t offset)
{
    size_t stride = offset / STRIDE;
    return document->strides[stride] + code_points(document->text, stride * STRIDE, offset);
}

/* Index of the line that holds offset. */
static size_t line_of(const acp_document *document, size_t offset)
{
    size_t low = 0, high = document->line_count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (document->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

acp_position acp_document_position(const acp_document *document, size_t offset)
{
    /* The index is a cache: filling it does not change what the document is. */
    if (!document->text || !index_lines((acp_document *)document))
        return (acp_position){1, 1};
    if (offset > document->length)
        offset = document->length;
    size_t line = line_of(document, offset);
    size_t start = document->lines[line];
    uint32_t before = offset - start < STRIDE ? code_points(document->text, start, offset)
                                              : code_points_before(document, offset) -
                                                    code_points_before(document, start);
    return (acp_position){(uint32_t)line + 1, before + 1};
}

uint32_t acp_document_line_number(const acp_document *document, size_t offset)
{
    if (!document->text || !index_lines((acp_document *)document))
        return 1;
    return (uint32_t)line_of(document, offset) + 1;
}

acp_slice acp_document_line(const acp_document *document, size_t offset, size_t *start)
{
    *start = 0;
    if (!document->text || !index_lines((acp_document *)document))
        return (acp_slice){"", 0};
    if (offset > document->length)
        offset = document->length;
    size_t line = line_of(document, offset);
    size_t from = document->lines[line];
    size_t to = line + 1 < document->line_count ? document->lines[line + 1] : document->length;
    while (to > from && (document->text[to - 1] == '\n' || document->text[to - 1] == '\r'))
        to--;
    *start = from;
    return (acp_slice){document->text + from, to - from};
}

typedef struct {
    acp_node *node;
    size_t index;
} numbered_child;

static int by_name(const void *left, const void *right)
{
    const numbered_child *a = left, *b = right;
    int order = acp_slice_compare(a->node->name, b->node->name);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* Children that are known, and each there once, need no numbers. False is no proof that they do:
 * settings that lie far apart may share a bit. */
static bool are_single(const acp_node *parent)
{
    enum { WORD = 64, WORDS = 16 };
    uint64_t seen[WORDS] = {0};
    for (const acp_node *child = parent->first; child; child = child->next) {
        if (child->type != ACP_NODE_ELEMENT)
            continue;
        uint64_t *word = &seen[child->setting / WORD % WORDS];
        uint64_t bit = (uint64_t)1 << child->setting % WORD;
        if (child->setting == ACP_NO_SETTING || *word & bit)
            return false;
        *word |= bit;
    }
    return true;
}

/* Numbers all children at once: with thousands of entries, counting for each would not end. Sorted
 * rather than hashed: an input cannot be made to collide. */
static void number_children(acp_node *parent)
{
    size_t count = 0;
    parent->numbered = are_single(parent);
    if (parent->numbered)
        return;
    for (const acp_node *child = parent->first; child; child = child->next)
        count += child->type == ACP_NODE_ELEMENT;
    numbered_child *sorted = malloc((count + 1) * sizeof *sorted);
    if (!sorted)
        return;
    count = 0;
    for (acp_node *child = parent->first; child; child = child->next) {
        if (child->type != ACP_NODE_ELEMENT)
            continue;
        sorted[count] = (numbered_child){child, count};
        count++;
    }
    qsort(sorted, count, sizeof *sorted, by_name);
    for (size_t i = 0, end; i < count; i = end) {
        acp_slice name = sorted[i].node->name;
        for (end = i + 1; end < count && acp_slice_equal(sorted[end].node->name, name); end++)
            sorted[end].node->ordinal = (uint32_t)(end - i + 1);
        sorted[i].node->ordinal = end - i > 1;
    }
    free(sorted);
    parent->numbered = true;
}

/* A key that stands farther behind is not looked for: thousands of findings in one entry would each
 * look through all of it. Its position then tells the entry apart. */
#define KEY_WITHIN 2000

static const acp_node *child_named(const acp_node *node, const char *name)
{
    unsigned left = KEY_WITHIN;
    for (const acp_node *child = node->first; child && left; child = child->next, left--)
        if (child->type == ACP_NODE_ELEMENT && acp_slice_is(acp_local_name(child->name), name))
            return child;
    return NULL;
}

/* The key of an entry of a list: what an administrator calls it by. */
static acp_slice key_of(const acp_node *node, const char **name)
{
    static const char *const keys[] = {"HostName", "Name"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const acp_node *key = child_named(node, keys[i]);
        if (key && key->value.len) {
            *name = keys[i];
            return key->value;
        }
    }
    return (acp_slice){0};
}

static void add_key(acp_buffer *buffer, const char *name, acp_slice key)
{
    acp_buffer_printf(buffer, "[%s=\"", name);
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] == '"')
            acp_buffer_putc(buffer, '"');
        acp_buffer_putc(buffer, key.ptr[i]);
    }
    acp_buffer_puts(buffer, "\"]");
}

/* An entry that can repeat is told apart by its key, others by position when there are several. */
static void add_predicate(acp_buffer *buffer, const acp_node *node)
{
    const char *name = NULL;
    bool list = node->setting != ACP_NO_SETTING && acp_settings[node->setting].max_occurs > 1;
    acp_slice key = list ? key_of(node, &name) : (acp_slice){0};
    if (name) {
        add_key(buffer, name, key);
        return;
    }
    if (!node->parent->numbered)
        number_children(node->parent);
    if (node->ordinal)
        acp_buffer_printf(buffer, "[%u]", node->ordinal);
}

void acp_node_put_step(acp_buffer *path, const acp_node *node, const acp_attribute *attribute)
{
    if (path->length)
        acp_buffer_putc(path, '/');
    acp_buffer_add(path, node->name.ptr, node->name.len);
    if (node->parent)
        add_predicate(path, node);
    if (!attribute)
        return;
    acp_buffer_puts(path, "/@");
    acp_buffer_add(path, attribute->name.ptr, attribute->name.len);
}

void acp_node_put_path(acp_buffer *path, const acp_node *node, const acp_attribute *attribute)
{
    const acp_node *chain[ACP_MAX_DEPTH + 1];
    unsigned depth = 0;
    for (const acp_node *step = node; step && depth <= ACP_MAX_DEPTH; step = step->parent)
        if (step->type == ACP_NODE_ELEMENT)
            chain[depth++] = step;
    while (depth-- > 0)
        acp_node_put_step(path, chain[depth], depth ? NULL : attribute);
}

const char *acp_node_path(acp_arena *arena, const acp_document *document, const acp_node *node,
                          const acp_attribute *attribute)
{
    (void)document;
    acp_buffer buffer = {0};
    acp_node_put_path(&buffer, node, attribute);
    const char *path = acp_arena_copy(arena, buffer.text ? buffer.text : "", buffer.length);
    acp_buffer_free(&buffer);
    return path ? path : "";
}

/* Among the entries of one parent that have the same key, from 1; 0: there is no other. */
static size_t place_among_like(const acp_node *node, const char *name, acp_slice key)
{
    size_t count = 0, place = 0;
    const acp_node *other = acp_node_child(node->parent, node->setting);
    for (; other; other = acp_node_next_same(other)) {
        const acp_node *own = child_named(other, name);
        if (!own || !acp_slice_equal(own->value, key))
            continue;
        count++;
        if (other == node)
            place = count;
    }
    return count > 1 ? place : 0;
}

static void add_step(acp_buffer *buffer, const acp_node *node)
{
    const acp_setting *setting = &acp_settings[node->setting];
    acp_buffer_puts(buffer, setting->name);
    if (!node->parent)
        return;
    const char *name = NULL;
    acp_slice key = setting->max_occurs > 1 ? key_of(node, &name) : (acp_slice){0};
    size_t place;
    if (name) {
        add_key(buffer, name, key);
        place = place_among_like(node, name, key);
    } else {
        const acp_node *other = acp_node_child(node->parent, node->setting);
        bool only = other == node && !acp_node_next_same(node);
        place = only ? 0 : 1;
        for (; place && other != node; other = acp_node_next_same(other))
            place++;
    }
    if (place)
        acp_buffer_printf(buffer, "[%zu]", place);
}

size_t acp_node_path_text(const acp_document *document, const acp_node *node, char *buffer,
                          size_t size)
{
    (void)document;
    const acp_node *chain[ACP_MAX_DEPTH + 1];
    unsigned depth = 0;
    acp_buffer text = {0};
    if (size)
        buffer[0] = '\0';
    for (const acp_node *step = node; step && depth <= ACP_MAX_DEPTH; step = step->parent) {
        if (step->setting == ACP_NO_SETTING)
            return 0;
        chain[depth++] = step;
    }
    while (depth-- > 0) {
        if (text.length)
            acp_buffer_putc(&text, '/');
        add_step(&text, chain[depth]);
    }
    size_t length = text.failed ? 0 : text.length;
    if (size)
        snprintf(buffer, size, "%s", length ? text.text : "");
    acp_buffer_free(&text);
    return length;
}
