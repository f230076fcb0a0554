/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Reads the rule cases; docs/rules-howto.md has their format. For programs run from the top of the
 * source tree, because cases name files below testdata. Errors in a case end the program. */
#ifndef ACP_TESTS_CASES_H
#define ACP_TESTS_CASES_H

#include "document/buffer.h"

enum { CASE_MAX_FINDINGS = 256, CASE_MAX_NAME = 160 };

typedef struct {
    unsigned line, column; /* of the input as the case shows it */
    char severity[16], rule[16];
    char file[CASE_MAX_NAME]; /* part of a set; else empty */
} case_finding;

typedef struct {
    case_finding items[CASE_MAX_FINDINGS];
    size_t count;
} case_findings;

/* One group of a test file. */
typedef struct {
    const char *file;
    unsigned line; /* of its title */
    char *title, *name, *input_file, *xsd_file;
    acp_kind kind;
    acp_format format;
    unsigned platforms;
    uint16_t client_version;
    bool strict, bytes, whole;
    bool set;       /* several files: the input is parts, each behind a line "@@ ROLE: NAME" */
    bool all_rules; /* set: not only the rule the file is named for */
    int64_t at;     /* set: the time */
    acp_buffer input;
    acp_xsd *xsd;
    unsigned lines_before; /* the wrapper's */
    case_findings expected;
} case_group;

typedef void case_run(case_group *group, void *context);

/* Calls run for each group of a file, with its input read and wrapped. */
void cases_each(const char *file, case_run *run, void *context);

/* Puts the files of a set into it, and says how many lines the runner put before the first of each.
 * only: the rules to check. */
typedef struct {
    char name[CASE_MAX_NAME];
    unsigned lines_before;
    bool whole;
} case_part;
enum { CASE_MAX_PARTS = 32 };
typedef struct {
    case_part items[CASE_MAX_PARTS];
    size_t count;
    const acp_rule *only[2];
} case_parts;
acp_set *case_set(const case_group *g, case_parts *parts);

/* The name, the text and the options to check a group with. */
const char *case_name(const case_group *g);
acp_slice case_text(const case_group *g);
acp_read_options case_read_options(const case_group *g);
acp_check_options case_check_options(const case_group *g);

bool case_lists(const case_findings *list, const char *id);
/* True of findings that only the file of their rule's own cases need list: what the smallest
 * document around a fragment would be reported for, and ACP0060. */
bool case_incidental(bool whole, const char *id);
/* Puts the smallest valid document around a fragment, on lines of its own. */
void case_wrap(case_group *g);
void case_die(const case_group *g, unsigned line, const char *what, const char *text);

#endif
