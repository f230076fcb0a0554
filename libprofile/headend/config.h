/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Running configurations of headends: from decoded text to a tree of lines and words. What the
 * lines mean is the business of asa.h and iosxe.h.
 *
 * The tree follows the indentation, as ASA and IOS-XE print it. Where a paste lost that, the
 * keyword tells the sub-mode: each dialect lists its modes and the commands that belong into them.
 * Left out of the tree: blank lines, comments (! and, on an ASA, : but for ": Hardware:"),
 * `<--- More --->` and ` --More-- ` of the pager, the text of banners and the hex digits of
 * certificates, which hang on the line that introduces them. A prompt before a command
 * (`asa(config)# `) is passed over. */
#ifndef ACP_HEADEND_CONFIG_H
#define ACP_HEADEND_CONFIG_H

#include "document/document.h"

typedef struct acp_line acp_line;
typedef struct acp_lines acp_lines;

/* One line of the configuration. The words do not hold a leading "no" nor the quotes around a
 * word; the spans of words, as all spans here, are offsets into document->text. */
struct acp_line {
    acp_line *parent, *first, *last, *next; /* sub-mode lines below the line that enters the mode */
    const acp_span *words;                  /* without quotes */
    uint32_t count;                         /* of words; never 0 */
    uint32_t indent; /* blanks before it, a tab goes to the next eighth column */
    acp_span span;   /* from the first word (or "no") to the end of the last */
    acp_span block;  /* text of a banner, or hex digits of a certificate; 0, 0: none */
    uint8_t mode;    /* the mode this line enters, as its dialect numbers them; 0: none it knows */
    bool no;         /* "no ..." */
    bool known;      /* the dialect knows the command in this mode */
};

/* A word of a line, or words of it up to another. line NULL: not written. What every model is made
 * of: text for comparing, span for pointing at it, line->span for the whole line. */
typedef struct {
    acp_slice text; /* as written, in the document's text, without quotes */
    acp_span span;
    const acp_line *line;
} acp_cli;

/* Several words. */
typedef struct {
    const acp_cli *items;
    size_t count;
} acp_cli_list;

struct acp_lines {
    const acp_document *document;
    acp_line *first;   /* top level, in the order of the file */
    size_t line_count; /* in the tree */
    size_t known;      /* lines the dialect knows; 0: no running configuration of this kind */
    size_t own_signs, foreign_signs; /* lines that begin so */
};

/* Commands are patterns of a few words between bars, "nameif|ip address|nat * static", where * is
 * any word. Of two places a line could belong to, the one with the longer pattern has it. */
typedef struct {
    uint8_t mode;         /* from 1 */
    uint8_t parent;       /* the mode its header stands in; 0: the top level */
    const char *header;   /* "group-policy * attributes": more words may follow */
    const char *commands; /* what stands in it */
} acp_mode;

typedef struct {
    const acp_mode *modes;     /* ends with mode 0 */
    const char *top;           /* commands of the top level that the model reads */
    const char *others;        /* more commands of the top level: they end a mode */
    const char *own_signs;     /* commands that no other dialect has */
    const char *foreign_signs; /* commands that only other dialects have */
    bool colon_comments;       /* ':' begins a comment, but for ": Hardware:" */
    bool delimited_blocks;     /* banner motd ^C ... ^C */
} acp_dialect;

/* More lines than any real configuration within ACP_MAX_SIZE has. */
#define ACP_MAX_LINES 1000000u

/* Builds the tree in arena. ACP_OK, ACP_NO_MEMORY, or ACP_DAMAGED: more than ACP_MAX_LINES lines.
 */
acp_status acp_lines_read(const acp_document *document, const acp_dialect *dialect,
                          acp_arena *arena, acp_lines *out);

/* The line after this one in the order of the file, whatever its depth; NULL: the last. */
const acp_line *acp_line_after(const acp_line *line);
/* Word at index, from 0; line NULL if there is none. */
acp_cli acp_line_word(const acp_document *document, const acp_line *line, uint32_t index);
/* Everything from the word at index to the end of the line, as written. */
acp_cli acp_line_rest(const acp_document *document, const acp_line *line, uint32_t index);
/* Do the words from index on begin with these, separated by blanks? "*" stands for any word. */
bool acp_line_has(const acp_document *document, const acp_line *line, uint32_t index,
                  const char *words);
/* Words from index on; with commas also split at commas. {NULL, 0} when there are none or when
 * memory runs out (arena->failed). */
acp_cli_list acp_line_list(acp_arena *arena, const acp_document *document, const acp_line *line,
                           uint32_t index, bool commas);

/* Also true of a built-in default, which has no line. */
static inline bool acp_cli_is(acp_cli value, const char *text)
{
    return acp_slice_is(value.text, text);
}
/* The item with exactly this text; NULL: none. */
const acp_cli *acp_cli_find(acp_cli_list list, const char *text);
/* Decimal number of at most nine digits; -1: it is none. */
long acp_cli_number(acp_cli value);

#endif
