/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "document/yaml_words.h"

/* What libyaml says, where it starts like this, and what is meant by it. */
static const struct {
    const char *problem;
    const char *context; /* only in this context; NULL: any */
    bool at_context;     /* point to where the trouble began, not to where it showed */
    bool opener;         /* say where that was */
    const char *words;
} table[] = {
    {"could not find expected ':'", NULL, true, false,
     "A colon and a blank are missing behind this name, or a quote around this text."},
    {"mapping values are not allowed", NULL, false, false,
     "A colon cannot stand here: put the text in quotes if it holds \": \"; else the line above "
     "lacks a colon, or the name needs a line of its own."},
    {"mapping keys are not allowed", NULL, false, false,
     "A name cannot start here: begin it on a line of its own."},
    {"block sequence entries are not allowed", NULL, false, false,
     "A list item cannot start here: begin it on a line of its own."},
    {"found unexpected end of stream", "while scanning a quoted scalar", true, false,
     "The quote that opens here is never closed."},
    {"found unexpected document indicator", NULL, true, false,
     "The quote that opens here is not closed before the document ends."},
    {"found unknown escape character", NULL, false, false,
     "A backslash starts an escape inside double quotes, and this is none that YAML knows: write "
     "it twice, or use single quotes."},
    {"did not find expected hexdecimal number", NULL, false, false,
     "Hexadecimal digits are missing in this escape."},
    {"found invalid Unicode character escape", NULL, false, false,
     "This escape stands for no character."},
    {"found a tab character", NULL, false, false, "A tab cannot indent: use blanks."},
    {"did not find expected key", NULL, false, false,
     "This does not belong here: the line is indented unlike the names it should stand with, or "
     "something follows a value that is complete, or a colon is missing."},
    {"did not find expected '-' indicator", NULL, false, false,
     "This line stands in a list, but neither starts with - nor belongs to the item above it: "
     "check how far it is indented."},
    {"did not find expected ',' or '}'", NULL, false, true,
     "A comma or the closing } is missing before this."},
    {"did not find expected ',' or ']'", NULL, false, true,
     "A comma or the closing ] is missing before this."},
    {"did not find expected node content", NULL, false, false, "A value is missing here."},
    {"did not find expected <document start>", NULL, false, false,
     "The document ends before this: it stands neither inside the root element nor beside it."},
    {"found undefined tag handle", NULL, false, false, "Tags (!name) are not read."},
    {"found incompatible YAML document", NULL, false, false, "Only YAML 1.1 and 1.2 are read."},
    {"control characters are not allowed", NULL, false, false,
     "A control character stands here, which YAML does not allow: write it as an escape in double "
     "quotes."},
};

static bool starts_with(const char *text, const char *start)
{
    return text && strncmp(text, start, strlen(start)) == 0;
}

/* Signs that YAML keeps for itself, and what people mean when they write them. */
static const char *words_for_start(char c)
{
    switch (c) {
    case '@': return "A name that starts with @ stands in quotes: \"@UserControllable\".";
    case '\t': return "A tab cannot indent: use blanks.";
    case '%':
    case '`': return "A text that starts with this character stands in quotes.";
    default: return "No name or text can start with this character outside quotes.";
    }
}

/* The character at a place; the end of a file shows behind its last character. */
static acp_span span_at(const acp_document *document, size_t at)
{
    if (at >= document->length) {
        at = document->length;
        while (at > 0 && acp_is_space(document->text[at - 1]))
            at--;
        return (acp_span){(uint32_t)at, (uint32_t)at};
    }
    return (acp_span){(uint32_t)at, (uint32_t)at + 1};
}

static acp_span place_of(const acp_document *document, const yaml_parser_t *parser,
                         const acp_yaml_marks *marks)
{
    if (parser->error == YAML_READER_ERROR)
        return span_at(document, parser->problem_offset);
    return span_at(document, acp_yaml_offset(marks, parser->problem_mark.index));
}

/* Reports with the words of a row of the table. */
static void report_row(size_t row, const acp_document *document, const yaml_parser_t *parser,
                       const acp_yaml_marks *marks, acp_findings *findings)
{
    acp_span began = span_at(document, acp_yaml_offset(marks, parser->context_mark.index));
    acp_span span =
        table[row].at_context && parser->context ? began : place_of(document, parser, marks);
    if (!table[row].opener || !parser->context) {
        acp_read_finding(findings, document, "ACP0014", span, "%s", table[row].words);
        return;
    }
    acp_position opener = acp_document_position(document, began.start);
    acp_read_finding(findings, document, "ACP0014", span, "%s It was opened in line %u, column %u.",
                     table[row].words, opener.line, opener.column);
}

void acp_yaml_report(const acp_document *document, const yaml_parser_t *parser,
                     const acp_yaml_marks *marks, acp_findings *findings)
{
    const char *problem = parser->problem ? parser->problem : "it cannot be read";
    acp_span span = place_of(document, parser, marks);
    if (starts_with(problem, "found character that cannot start any token")) {
        acp_read_finding(findings, document, "ACP0014", span, "%s",
                         words_for_start(document->text[span.start]));
        return;
    }
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (starts_with(problem, table[i].problem) &&
            (!table[i].context || starts_with(parser->context, table[i].context))) {
            report_row(i, document, parser, marks, findings);
            return;
        }
    }
    acp_read_finding(findings, document, "ACP0014", span, "libyaml says: %s%s%s.",
                     parser->context ? parser->context : "", parser->context ? ", " : "", problem);
}
