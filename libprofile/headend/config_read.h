/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The parts of the line reader: config_raw.c cuts the text into lines, config_tree.c finds the
 * place of each, config.c puts them together. */
#ifndef ACP_HEADEND_CONFIG_READ_H
#define ACP_HEADEND_CONFIG_READ_H

#include "headend/config.h"

/* A line of the text, without what a terminal added. */
typedef struct {
    uint32_t start, end; /* from the first character that is no blank to behind the last */
    uint32_t indent;
    bool indent_lost; /* a pager wrote over the indentation */
    bool at_top;      /* the prompt before it says that it is entered at the top level */
    bool section_end; /* nothing but ! in the first column */
} acp_raw_line;

/* Next line at *at, which moves behind it; false at the end. Blank lines, comments and what the
 * pager says are passed over. */
bool acp_raw_next(const acp_document *document, bool colon_comments, size_t *at, acp_raw_line *out);
/* Next word in [*at, end); *span is without quotes. false: no more. */
bool acp_raw_word(const char *text, uint32_t *at, uint32_t end, acp_span *span);
/* Words of the longest of the patterns, "shutdown|ip address|nat * static", that the words begin
 * with; 0: none of them. */
unsigned acp_command_match(const char *text, const acp_span *words, uint32_t count,
                           const char *patterns);

#define ACP_MAX_LEVELS 32

/* A line that further lines may stand below. */
typedef struct {
    acp_line *line;
    int32_t child_indent; /* of the lines below it so far; -1: there are none */
    bool by_keyword;      /* its own place was told by the keyword, not by the indentation */
    bool closed;          /* a lone ! came after it */
} acp_level;

typedef struct {
    const acp_document *document;
    const acp_dialect *dialect;
    acp_arena *arena;
    acp_lines *out;
    size_t at;          /* where the next line begins */
    acp_line *last_top; /* last line of the top level */
    acp_level levels[ACP_MAX_LEVELS];
    unsigned depth;
    bool missing[256]; /* this character ends no block any more; [0]: ^C */
} acp_config_reader;

/* Puts a line, whose words are known, into the tree. */
void acp_config_place(acp_config_reader *reader, acp_line *line, const acp_raw_line *raw);
/* A lone ! in the first column. */
void acp_config_section_end(acp_config_reader *reader);

#endif
