/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "generate/target/plist.h"

#include "generate/target/escape.h"

static void indent(acp_plist *plist)
{
    static const char tabs[] = "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t";
    unsigned deepest = sizeof tabs - 1;
    acp_buffer_add(plist->out, tabs, plist->depth < deepest ? plist->depth : deepest);
}

static void escape(acp_plist *plist, acp_slice text)
{
    if (!acp_escape_plist(plist->out, text))
        plist->failed = true;
}

static void start(acp_plist *plist, const char *key)
{
    if (key) {
        indent(plist);
        acp_buffer_puts(plist->out, "<key>");
        escape(plist, acp_slice_of(key));
        acp_buffer_puts(plist->out, "</key>\n");
    }
    indent(plist);
}

void acp_plist_string(acp_plist *plist, const char *key, acp_slice text)
{
    start(plist, key);
    acp_buffer_puts(plist->out, "<string>");
    escape(plist, text);
    acp_buffer_puts(plist->out, "</string>\n");
}

void acp_plist_text(acp_plist *plist, const char *key, const char *text)
{
    acp_plist_string(plist, key, acp_slice_of(text));
}

void acp_plist_boolean(acp_plist *plist, const char *key, bool value)
{
    start(plist, key);
    acp_buffer_puts(plist->out, value ? "<true/>\n" : "<false/>\n");
}

void acp_plist_integer(acp_plist *plist, const char *key, const char *text)
{
    start(plist, key);
    acp_buffer_puts(plist->out, "<integer>");
    acp_buffer_puts(plist->out, text);
    acp_buffer_puts(plist->out, "</integer>\n");
}

void acp_plist_data(acp_plist *plist, const char *key, acp_slice bytes)
{
    enum { LINE = 51 }; /* bytes, 68 characters */
    start(plist, key);
    acp_buffer_puts(plist->out, "<data>\n");
    for (size_t at = 0; at < bytes.len; at += LINE) {
        size_t size = bytes.len - at < LINE ? bytes.len - at : LINE;
        indent(plist);
        acp_base64(plist->out, bytes.ptr + at, size);
        acp_buffer_putc(plist->out, '\n');
    }
    indent(plist);
    acp_buffer_puts(plist->out, "</data>\n");
}

void acp_plist_open(acp_plist *plist, const char *key, const char *what)
{
    start(plist, key);
    acp_buffer_putc(plist->out, '<');
    acp_buffer_puts(plist->out, what);
    acp_buffer_puts(plist->out, ">\n");
    plist->depth++;
}

void acp_plist_close(acp_plist *plist, const char *what)
{
    plist->depth--;
    indent(plist);
    acp_buffer_puts(plist->out, "</");
    acp_buffer_puts(plist->out, what);
    acp_buffer_puts(plist->out, ">\n");
}

void acp_plist_list(acp_plist *plist, const char *key, const char *items)
{
    acp_slice rest = acp_slice_of(items), item;
    acp_plist_open(plist, key, "array");
    while (acp_slice_next_item(&rest, &item))
        if (item.len)
            acp_plist_string(plist, NULL, item);
    acp_plist_close(plist, "array");
}
