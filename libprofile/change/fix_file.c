/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Fixes of how a file is written, whatever is in it. */
#include "change/fixes.h"
#include "change/layout.h"
#include "document/xml_quotes.h"

bool acp_fix_recode_utf8(const acp_fix_job *job, const acp_fix_place *place)
{
    /* The finding points to the declared encoding, if there is one. */
    if (place->span.end > place->span.start)
        acp_edit_replace(job->edits, place->span, ACP_SLICE("UTF-8"));
    acp_edits_encode(job->edits, "UTF-8", false);
    return true;
}

bool acp_fix_remove_byte_order_mark(const acp_fix_job *job, const acp_fix_place *place)
{
    (void)place;
    acp_edits_encode(job->edits, job->document->encoding, false);
    return true;
}

/* One edit from the first line that ends otherwise to the last: there may be a million of them. */
bool acp_fix_unify_line_ends(const acp_fix_job *job, const acp_fix_place *place)
{
    static const char *const ends[] = {[ACP_LF] = "\n", [ACP_CRLF] = "\r\n", [ACP_CR] = "\r"};
    const acp_document *document = job->document;
    acp_line_walk walk = {0};
    acp_line_end first = acp_next_line_end(document, &walk), end;
    acp_buffer text = {0};
    uint32_t copied = place->span.start, last = 0;
    size_t length = 0;
    walk = (acp_line_walk){.behind = copied};
    while ((end = acp_next_line_end(document, &walk)) != ACP_NO_LINE_END) {
        acp_buffer_add(&text, document->text + copied, walk.at - copied);
        acp_buffer_puts(&text, ends[first]);
        copied = walk.behind;
        if (end != first) {
            last = copied;
            length = text.length;
        }
    }
    bool fine = !text.failed && last;
    if (fine)
        acp_edit_replace(job->edits, (acp_span){place->span.start, last},
                         (acp_slice){text.text, length});
    acp_buffer_free(&text);
    return fine;
}

/* A comment that is a declaration and nothing else: no word of another kind is lost with it. */
static bool is_declaration(acp_slice comment)
{
    acp_slice text = acp_slice_trim(comment);
    const char *end = acp_slice_find(text, ACP_SLICE("?>"));
    return text.len > 6 && memcmp(text.ptr, "<?xml", 5) == 0 && acp_is_space(text.ptr[5]) &&
           end == text.ptr + text.len - 2;
}

bool acp_fix_restore_declaration(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_document *document = job->document;
    const char *text = document->text, *line_end = acp_first_line_end(document);
    const acp_span span = place->span;
    if (!is_declaration((acp_slice){text + span.start + 4, span.end - span.start - 7}))
        return false;
    acp_buffer made = {0};
    acp_buffer_printf(&made, "<?xml version=\"1.0\" encoding=\"%s\"?>", document->encoding);
    bool declared = strncmp(text, "<?xml", 5) == 0 && acp_is_space(text[5]);
    if (span.start == 0 && (text[span.end] == '\n' || text[span.end] == '\r')) {
        acp_edit_replace(job->edits, span, (acp_slice){made.text, made.length});
    } else {
        acp_buffer_puts(&made, line_end);
        if (!declared)
            acp_edit_insert(job->edits, 0, (acp_slice){made.text, made.length});
        acp_edit_delete(job->edits, acp_whole_lines(document, span));
    }
    bool fine = !made.failed;
    acp_buffer_free(&made);
    return fine;
}

/* One edit from the first character that is another to the last. */
bool acp_fix_quote_attribute(const acp_fix_job *job, const acp_fix_place *place)
{
    const acp_document *document = job->document;
    acp_buffer text = {0};
    bool fine = acp_xml_quoted(document, place->span.start, &text);
    if (fine) {
        size_t tail = 0, start = place->span.start, most = document->length - start;
        while (tail < most &&
               text.text[text.length - 1 - tail] == document->text[document->length - 1 - tail])
            tail++;
        acp_edit_replace(job->edits,
                         (acp_span){(uint32_t)start, (uint32_t)(document->length - tail)},
                         (acp_slice){text.text + start, text.length - tail - start});
    }
    acp_buffer_free(&text);
    return fine;
}
