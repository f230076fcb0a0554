/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* mkrules OUT.c FAMILY.yaml...: checks the rule files and makes the rule table from them.
 *
 * It is linked with the library it makes the table for, since expressions are compiled by the same
 * code that compiles an organisation's own rules at run time. */
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

#include "change/fix.h"
#include "check/mkrules_write.h"
#include "check/rule_read.h"
#include "check/rules.h"
#include "set/set.h"

/* The table the library looks rules up in, while there is none yet. */
const acp_rule acp_rules[1];
const unsigned acp_rule_total = 0;
const int16_t acp_rule_functions[1], acp_rule_set_functions[1];

typedef struct {
    acp_rule rule;
    const char *file;
    acp_position at;
} entry;

typedef struct {
    acp_arena arena;
    entry *entries;
    size_t count, size;
    unsigned errors;
} maker;

static void complain(maker *m, const char *file, acp_position at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static void complain(maker *m, const char *file, acp_position at, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "%s:%u:%u: ", file, at.line, at.column);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    m->errors++;
}

static void out_of_memory(void)
{
    fputs("mkrules: out of memory\n", stderr);
    exit(1);
}

static char *read_text(const char *file, size_t *length)
{
    enum { MAX = 4 << 20 };
    FILE *in = fopen(file, "rb");
    char *text = in ? malloc(MAX) : NULL;
    *length = text ? fread(text, 1, MAX, in) : 0;
    if (!text || ferror(in) || *length == MAX) {
        fprintf(stderr, "mkrules: %s: %s\n", file, errno ? strerror(errno) : "too large");
        exit(1);
    }
    fclose(in);
    return text;
}

static void add(maker *m, const char *file, acp_yaml *item)
{
    acp_rule_reader reader = {.arena = &m->arena};
    entry made = {.file = file, .at = item->at};
    acp_status status = acp_rule_read(&reader, item, &made.rule);
    if (status == ACP_NO_MEMORY)
        out_of_memory();
    if (status != ACP_OK) {
        complain(m, file, reader.at, "%s%s%s", made.rule.id ? made.rule.id : "",
                 made.rule.id ? ": " : "", reader.message);
        return;
    }
    const entry *before = m->count ? &m->entries[m->count - 1] : NULL;
    if (before && before->file == file && strcmp(before->rule.id, made.rule.id) > 0)
        complain(m, file, item->at, "%s stands behind %s; rules stand in order of id", made.rule.id,
                 before->rule.id);
    if (m->count == m->size) {
        m->size = m->size ? 2 * m->size : 256;
        m->entries = realloc(m->entries, m->size * sizeof *m->entries);
        if (!m->entries)
            out_of_memory();
    }
    m->entries[m->count++] = made;
}

static void read_family(maker *m, const char *file)
{
    size_t length;
    acp_position at;
    acp_yaml *root;
    char message[256];
    char *text = read_text(file, &length);
    acp_status status = acp_yaml_read(&m->arena, text, length, &root, &at, message, sizeof message);
    free(text);
    if (status == ACP_NO_MEMORY)
        out_of_memory();
    if (status != ACP_OK) {
        complain(m, file, at, "%s", message);
        return;
    }
    if (!root || root->type != ACP_YAML_LIST) {
        complain(m, file, (acp_position){1, 1}, "a rule file is a list of rules (- id: ...)");
        return;
    }
    for (acp_yaml *item = root->first; item; item = item->next)
        add(m, file, item);
}

static int by_id(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    return strcmp(a->rule.id, b->rule.id);
}

static void check_names(maker *m)
{
    for (size_t i = 0; i < m->count; i++) {
        const entry *e = &m->entries[i];
        for (size_t k = 0; k < i; k++) {
            const entry *other = &m->entries[k];
            if (strcmp(e->rule.id, other->rule.id) == 0)
                complain(m, e->file, e->at, "%s stands already at %s:%u", e->rule.id, other->file,
                         other->at.line);
            else if (strcmp(e->rule.key, other->rule.key) == 0)
                complain(m, e->file, e->at, "%s: the key %s is that of %s", e->rule.id, e->rule.key,
                         other->rule.id);
        }
    }
}

static bool is_rule(const maker *m, const char *id, size_t length)
{
    for (size_t i = 0; i < m->count; i++)
        if (strlen(m->entries[i].rule.id) == length &&
            strncmp(m->entries[i].rule.id, id, length) == 0)
            return true;
    return false;
}

static void check_replaced(maker *m)
{
    for (size_t i = 0; i < m->count; i++) {
        const entry *e = &m->entries[i];
        for (const char *id = e->rule.replaces; id && *id;) {
            size_t length = strcspn(id, " ");
            if (!is_rule(m, id, length))
                complain(m, e->file, e->at, "%s replaces %.*s, which is no rule", e->rule.id,
                         (int)length, id);
            id += length + (id[length] == ' ');
        }
    }
}

/* A table of check functions as far as names go. */
typedef const char *function_name(int row); /* NULL behind the last */

static const char *document_function(int row)
{
    return acp_check_functions[row].name;
}

static const char *set_function(int row)
{
    return acp_set_functions[row].name;
}

static const char *fix_function(int row)
{
    return acp_fix_functions[row].name;
}

static int find_function(function_name *name_of, const char *name)
{
    for (int row = 0; name && name_of(row); row++)
        if (strcmp(name_of(row), name) == 0)
            return row;
    return -1;
}

static void check_named(maker *m, const char *what, function_name *name_of, const int *functions)
{
    for (int row = 0; name_of(row); row++) {
        bool named = false;
        for (size_t i = 0; i < m->count; i++)
            named = named || functions[i] == row;
        if (named)
            continue;
        fprintf(stderr, "mkrules: no rule names the %s function %s\n", what, name_of(row));
        m->errors++;
    }
}

/* Matches the rules that name a C function with the functions there are; one name may stand for one
 * over a document and one over a set. */
static void find_functions(maker *m, acp_rule_rows *rows)
{
    for (size_t i = 0; i < m->count; i++) {
        const entry *e = &m->entries[i];
        rows->functions[i] = find_function(document_function, e->rule.check);
        rows->set_functions[i] = find_function(set_function, e->rule.check);
        if (e->rule.check && rows->functions[i] < 0 && rows->set_functions[i] < 0)
            complain(m, e->file, e->at, "%s: there is no check function %s", e->rule.id,
                     e->rule.check);
    }
    check_named(m, "check", document_function, rows->functions);
    check_named(m, "check", set_function, rows->set_functions);
}

static void find_fixes(maker *m)
{
    int *rows = calloc(m->count + 1, sizeof *rows);
    if (!rows)
        out_of_memory();
    for (size_t i = 0; i < m->count; i++) {
        const entry *e = &m->entries[i];
        bool function = e->rule.fix == ACP_FIX_FUNCTION;
        rows[i] = find_function(fix_function, function ? e->rule.fix_text : NULL);
        if (function && rows[i] < 0)
            complain(m, e->file, e->at, "%s: there is no fix function %s", e->rule.id,
                     e->rule.fix_text);
    }
    check_named(m, "fix", fix_function, rows);
    free(rows);
}

static bool write_table(const maker *m, acp_rule_rows *rows, const char *file)
{
    acp_rule *rules = calloc(m->count + 1, sizeof *rules);
    if (!rules)
        out_of_memory();
    for (size_t i = 0; i < m->count; i++)
        rules[i] = m->entries[i].rule;
    FILE *out = fopen(file, "w");
    bool good = out != NULL;
    if (out) {
        rows->rules = rules;
        rows->count = m->count;
        acp_rules_write_c(out, rows);
        good = !ferror(out);
        good = fclose(out) == 0 && good;
    }
    free(rules);
    if (!good) {
        fprintf(stderr, "mkrules: %s: %s\n", file, strerror(errno));
        remove(file);
    }
    return good;
}

int main(int argc, char **argv)
{
    maker m = {0};
    if (argc < 3) {
        fputs("usage: mkrules OUT.c FAMILY.yaml...\n", stderr);
        return 2;
    }
    for (int i = 2; i < argc; i++)
        read_family(&m, argv[i]);
    if (m.count)
        qsort(m.entries, m.count, sizeof *m.entries, by_id);
    check_names(&m);
    check_replaced(&m);
    acp_rule_rows rows = {.functions = calloc(m.count + 1, sizeof *rows.functions),
                          .set_functions = calloc(m.count + 1, sizeof *rows.set_functions)};
    if (!rows.functions || !rows.set_functions)
        out_of_memory();
    find_functions(&m, &rows);
    find_fixes(&m);
    bool good = m.errors == 0 && write_table(&m, &rows, argv[1]);
    free(rows.functions);
    free(rows.set_functions);
    free(m.entries);
    acp_arena_free(&m.arena);
    return good ? 0 : 1;
}
