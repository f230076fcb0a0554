/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Prints nodes as XML in the canonical layout: one element a line, four blanks a level, white space
 * around values and blank lines left out. Layout follows from the nodes alone, so writing what was
 * written gives the same bytes.
 *
 * White space around values is left out only when the source is XML: `fmt` mends it there. A file
 * converted from JSON or YAML keeps the texts of elements that hold nothing else, so that a
 * document comes back from the circle as it went in. */
#include "document/form.h"
#include "document/plain.h"

typedef struct {
    const acp_document *document;
    acp_buffer *out;
    bool trim;
} writer;

static void write_element(const writer *w, const acp_node *element, unsigned depth);

static void new_line(const writer *w, unsigned depth)
{
    acp_buffer_putc(w->out, '\n');
    while (depth-- > 0)
        acp_buffer_add(w->out, "    ", 4);
}

static void write_text(const writer *w, acp_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        switch (c) {
        case '&': acp_buffer_puts(w->out, "&amp;"); break;
        case '<': acp_buffer_puts(w->out, "&lt;"); break;
        case '\r': acp_buffer_puts(w->out, "&#13;"); break;
        case '>':
            /* Only ]]> must not stand in text; a lone > is easier to read as itself. */
            if (i >= 2 && text.ptr[i - 1] == ']' && text.ptr[i - 2] == ']')
                acp_buffer_puts(w->out, "&gt;");
            else
                acp_buffer_putc(w->out, c);
            break;
        default: acp_buffer_putc(w->out, c);
        }
    }
}

static void write_attribute(const writer *w, const acp_attribute *attribute)
{
    acp_buffer_putc(w->out, ' ');
    acp_buffer_add(w->out, attribute->name.ptr, attribute->name.len);
    acp_buffer_puts(w->out, "=\"");
    for (size_t i = 0; i < attribute->value.len; i++) {
        char c = attribute->value.ptr[i];
        switch (c) {
        case '&': acp_buffer_puts(w->out, "&amp;"); break;
        case '<': acp_buffer_puts(w->out, "&lt;"); break;
        case '"': acp_buffer_puts(w->out, "&quot;"); break;
        case '\t': acp_buffer_puts(w->out, "&#9;"); break;
        case '\n': acp_buffer_puts(w->out, "&#10;"); break;
        case '\r': acp_buffer_puts(w->out, "&#13;"); break;
        default: acp_buffer_putc(w->out, c);
        }
    }
    acp_buffer_putc(w->out, '"');
}

static void write_comment_or_pi(const writer *w, const acp_node *node)
{
    if (node->type == ACP_NODE_COMMENT) {
        acp_buffer_puts(w->out, "<!--");
        acp_buffer_add(w->out, node->value.ptr, node->value.len);
        acp_buffer_puts(w->out, "-->");
        return;
    }
    acp_buffer_puts(w->out, "<?");
    acp_buffer_add(w->out, node->name.ptr, node->name.len);
    if (node->value.len)
        acp_buffer_putc(w->out, ' ');
    acp_buffer_add(w->out, node->value.ptr, node->value.len);
    acp_buffer_puts(w->out, "?>");
}

static bool is_blank(const acp_node *node)
{
    return node->type == ACP_NODE_TEXT && acp_slice_trim(node->value).len == 0;
}

static bool is_text(const acp_node *node)
{
    return node->type == ACP_NODE_TEXT && !is_blank(node);
}

/* Writes nodes between elements on one line. White space inside the text stays, also where a
 * comment cuts the text in two; white space around it is not part of the value. */
static void write_run(const writer *w, const acp_node *from, const acp_node *end, bool trim)
{
    const acp_node *last = NULL; /* text that is more than white space */
    for (const acp_node *node = from; trim && node != end; node = node->next)
        if (is_text(node))
            last = node;
    bool before = true, after = !last;
    for (const acp_node *node = from; node != end; node = node->next) {
        if (node->type != ACP_NODE_TEXT) {
            write_comment_or_pi(w, node);
            continue;
        }
        acp_slice text = node->value;
        after |= node == last;
        if (trim && before)
            while (text.len && acp_is_space(*text.ptr)) {
                text.ptr++;
                text.len--;
            }
        before &= is_blank(node);
        if (trim && after)
            while (text.len && acp_is_space(text.ptr[text.len - 1]))
                text.len--;
        write_text(w, text);
    }
}

/* Writes the nodes up to the next element, each on a line of its own; text right behind the start
 * tag stays there, and text cut in pieces stays together. Returns that element, NULL: none. */
static const acp_node *write_between(const writer *w, const acp_node *from, unsigned depth,
                                     bool after_tag)
{
    const acp_node *end = from;
    unsigned texts = 0;
    for (; end && end->type != ACP_NODE_ELEMENT; end = end->next)
        texts += is_text(end);
    if (texts > 1) {
        if (!after_tag || from->type != ACP_NODE_TEXT)
            new_line(w, depth);
        write_run(w, from, end, true);
        return end;
    }
    for (const acp_node *node = from; node != end; node = node->next) {
        if (is_blank(node))
            continue;
        if (node->type != ACP_NODE_TEXT || !after_tag)
            new_line(w, depth);
        write_run(w, node, node->next, true);
        after_tag = false;
    }
    return end;
}

static void write_children(const writer *w, const acp_node *element, unsigned depth)
{
    const acp_node *node = write_between(w, element->first, depth + 1, true);
    while (node) {
        new_line(w, depth + 1);
        write_element(w, node, depth + 1);
        node = write_between(w, node->next, depth + 1, false);
    }
    new_line(w, depth);
}

/* In a property list only what stands in its containers is layout; <true/> is written as everybody
 * does. */
static bool is_container(const writer *w, const acp_node *element)
{
    static const char *const containers[] = {"plist", "dict", "array", NULL};
    return element->has_elements ||
           (w->document->plist && acp_slice_listed(element->name, containers));
}

static bool closes_itself(const writer *w, const acp_node *element)
{
    static const char *const empty[] = {"dict", "array", "true", "false", NULL};
    bool holds = false;
    for (const acp_node *node = element->first; node; node = node->next)
        holds |= !is_blank(node);
    return w->document->plist && !holds && acp_slice_listed(element->name, empty);
}

static void write_element(const writer *w, const acp_node *element, unsigned depth)
{
    bool closed = closes_itself(w, element);
    acp_buffer_putc(w->out, '<');
    acp_buffer_add(w->out, element->name.ptr, element->name.len);
    for (unsigned i = 0; i < element->attribute_count; i++)
        write_attribute(w, &element->attributes[i]);
    acp_buffer_puts(w->out, closed ? "/>" : ">");
    if (closed)
        return;
    if (is_container(w, element))
        write_children(w, element, depth);
    else
        write_run(w, element->first, NULL, w->trim);
    acp_buffer_puts(w->out, "</");
    acp_buffer_add(w->out, element->name.ptr, element->name.len);
    acp_buffer_putc(w->out, '>');
}

static void write_outer(const writer *w, const acp_node *node, const acp_node *end)
{
    for (; node != end; node = node->next) {
        write_comment_or_pi(w, node);
        acp_buffer_putc(w->out, '\n');
    }
}

void acp_write_xml(const acp_document *document, acp_buffer *out)
{
    const writer w = {document, out, document->format == ACP_FORMAT_XML};
    acp_buffer_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write_outer(&w, document->before, NULL);
    write_element(&w, document->root, 0);
    acp_buffer_putc(out, '\n');
    write_outer(&w, document->after, NULL);
}

void acp_write_plist(const acp_document *document, acp_buffer *out)
{
    const writer w = {document, out, false};
    const acp_node *behind = document->before_plist;
    acp_span type = document->doctype;
    while (behind && type.end && behind->whole.start < type.start)
        behind = behind->next;
    acp_buffer_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    write_outer(&w, document->before_plist, behind);
    if (type.end) {
        acp_buffer_add(out, document->text + type.start, type.end - type.start);
        acp_buffer_putc(out, '\n');
    }
    write_outer(&w, behind, NULL);
    write_element(&w, document->plist, 0);
    acp_buffer_putc(out, '\n');
    write_outer(&w, document->after_plist, NULL);
}

void acp_write_xml_element(const acp_document *document, const acp_node *element, acp_buffer *out)
{
    const writer w = {document, out, document->format == ACP_FORMAT_XML};
    write_element(&w, element, 0);
    acp_buffer_putc(out, '\n');
}
