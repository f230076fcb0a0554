/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Findings for people: the line, a caret, what it means, what to do. */
#include <string.h>

#include "document/slice.h"
#include "document/utf8.h"
#include "document/width.h"
#include "report/report.h"
#include "report/visible.h"

#define TAB_STOP     8
#define LINE_COLUMNS 120 /* of source shown when no width is known */
#define FRAME        11  /* line number, bar, an ellipsis on either side */
#define LINE_MINIMUM 8
#define ELLIPSIS     "\xE2\x80\xA6"

static const char *const severity_color[] = {
    [ACP_INFO] = "\033[1;36m", [ACP_WARNING] = "\033[1;35m", [ACP_ERROR] = "\033[1;31m"};

static void paint(acp_report_writer *writer, const char *code)
{
    if (writer->options.color)
        acp_buffer_puts(&writer->out, code);
}

/* The first line and the notes, word by word, so that none is broken in the middle. */
typedef struct {
    acp_buffer *out;
    unsigned column, width; /* width 0: not wrapped */
    bool blank;             /* the blank before the next word stands there already */
} wrapping;

static void add_words(wrapping *w, const char *text)
{
    while (*(text += strspn(text, " "))) {
        acp_slice word = {text, strcspn(text, " ")};
        unsigned wide = acp_visible_line(NULL, word);
        if (w->width && w->column + !w->blank + wide > w->width && w->column > 2) {
            acp_buffer_puts(w->out, "\n  ");
            w->column = 2;
        } else if (!w->blank) {
            acp_buffer_putc(w->out, ' ');
            w->column++;
        }
        w->blank = false;
        w->column += acp_visible_line(w->out, word);
        text += word.len;
    }
}

/* FILE:LINE:COLUMN: and its columns. */
static unsigned add_place(acp_buffer *out, const char *file, acp_position position)
{
    char numbers[32] = ":";
    if (position.line)
        snprintf(numbers, sizeof numbers, ":%u:%u:", position.line, position.column);
    unsigned wide = acp_visible_line(out, acp_slice_of(file));
    return wide + acp_visible_line(out, acp_slice_of(numbers));
}

static void add_head(acp_report_writer *writer, const acp_finding *finding)
{
    acp_buffer *out = &writer->out, tag = {0};
    wrapping w = {.out = out, .width = writer->options.width, .blank = true};
    const char *severity = acp_severity_name(finding->severity);
    paint(writer, "\033[1m");
    w.column = add_place(out, finding->file, finding->start) + 1;
    bool fits = !w.width || w.column + strlen(severity) + 1 <= w.width;
    acp_buffer_puts(out, fits ? " " : "\n  ");
    w.column = fits ? w.column : 2;
    paint(writer, severity_color[finding->severity]);
    acp_buffer_printf(out, "%s: ", severity);
    w.column += (unsigned)strlen(severity) + 2;
    paint(writer, "\033[0m\033[1m");
    add_words(&w, finding->rule->title);
    paint(writer, "\033[0m");
    acp_buffer_printf(&tag, "[%s %s]", finding->rule->id, finding->rule->key);
    add_words(&w, tag.text ? tag.text : "");
    acp_buffer_putc(out, '\n');
    out->failed = out->failed || tag.failed;
    acp_buffer_free(&tag);
}

/* The source line as shown: made visible, tabs widened, with the caret's columns. */
typedef struct {
    acp_buffer text;
    unsigned from, to; /* columns of the underlined part, to is exclusive */
} shown_line;

static shown_line show_line(const acp_finding *finding)
{
    shown_line shown = {0};
    const char *at = finding->excerpt.ptr, *end = at + finding->excerpt.len;
    uint32_t column = finding->excerpt_column;
    unsigned width = 0;
    bool open_end = finding->end.line > finding->start.line;
    for (; at < end; column++) {
        if (column == finding->start.column)
            shown.from = width;
        if (column == finding->end.column && !open_end)
            shown.to = width;
        if (*at == '\t') {
            do
                acp_buffer_putc(&shown.text, ' ');
            while (++width % TAB_STOP);
            at++;
            continue;
        }
        const char *start = at;
        acp_utf8_next(&at, end);
        width += acp_visible_line(&shown.text, (acp_slice){start, (size_t)(at - start)});
    }
    if (finding->start.column >= column)
        shown.from = width;
    if (open_end || finding->end.column >= column)
        shown.to = width;
    if (shown.to <= shown.from)
        shown.to = shown.from + 1;
    return shown;
}

/* Cuts a shown line to the columns first..last (exclusive), without splitting a character. */
static void add_columns(acp_buffer *out, const acp_buffer *line, unsigned first, unsigned last)
{
    const char *at = line->text, *end = at ? at + line->length : NULL;
    unsigned column = 0;
    while (at < end) {
        const char *start = at;
        unsigned width = acp_code_width(acp_utf8_next(&at, end));
        if (column + width > last)
            break;
        if (column >= first)
            acp_buffer_add(out, start, (size_t)(at - start));
        else if (column + width > first)
            acp_buffer_putc(out, ' ');
        column += width;
    }
}

static void add_source(acp_report_writer *writer, const acp_finding *finding)
{
    acp_buffer *out = &writer->out;
    shown_line shown = show_line(finding);
    unsigned total = acp_visible_line(NULL, (acp_slice){shown.text.text, shown.text.length});
    unsigned room = writer->options.width > LINE_MINIMUM + FRAME ? writer->options.width - FRAME
                    : writer->options.width                      ? LINE_MINIMUM
                                                                 : LINE_COLUMNS;
    unsigned first = 0;
    if (total > room && shown.from > room / 3)
        first = shown.from - room / 3;
    unsigned last = first + room < total ? first + room : total;
    unsigned to = shown.to < last ? shown.to : last > shown.from ? last : shown.from + 1;

    acp_buffer_printf(out, "%6u | %s", finding->start.line, first ? ELLIPSIS : "");
    add_columns(out, &shown.text, first, last);
    acp_buffer_printf(out, "%s\n       | %s", last < total ? ELLIPSIS : "", first ? " " : "");
    for (unsigned i = first; i < shown.from; i++)
        acp_buffer_putc(out, ' ');
    paint(writer, severity_color[finding->severity]);
    acp_buffer_putc(out, '^');
    for (unsigned i = shown.from + 1; i < to; i++)
        acp_buffer_putc(out, '~');
    paint(writer, "\033[0m");
    acp_buffer_putc(out, '\n');
    if (shown.text.failed)
        out->failed = true;
    acp_buffer_free(&shown.text);
}

static void add_finding(acp_report_writer *writer, const acp_finding *finding)
{
    acp_buffer *out = &writer->out;
    unsigned width = writer->options.width;
    add_head(writer, finding);
    if (finding->start.line && finding->excerpt.len)
        add_source(writer, finding);
    if (finding->detail && *finding->detail) {
        acp_buffer_puts(out, "  ");
        acp_visible_wrapped(out, finding->detail, 2, 2, width);
        acp_buffer_putc(out, '\n');
    }
    if (finding->related && *finding->related) {
        wrapping w = {.out = out, .width = width};
        acp_buffer_puts(out, "  ");
        w.column = 2 + add_place(out, finding->related_file, finding->related_start);
        add_words(&w, "note:");
        add_words(&w, finding->related);
        acp_buffer_putc(out, '\n');
    }
    if (finding->remedy && *finding->remedy) {
        paint(writer, "\033[1m");
        acp_buffer_puts(out, "  remedy:");
        paint(writer, "\033[0m");
        acp_buffer_putc(out, ' ');
        acp_visible_wrapped(out, finding->remedy, 10, 10, width);
        acp_buffer_putc(out, '\n');
    }
}

void acp_report_text_file(acp_report_writer *writer, const acp_report_part *part)
{
    for (size_t i = 0; i < part->count; i++)
        add_finding(writer, part->findings[i]);
}
