/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* rule_cases [--coverage] FILE.test...: runs the rule cases; docs/rules-howto.md has their format.
 * Run from the top of the source tree, because cases name files below testdata. */
#include <stdlib.h>
#include <string.h>

#include "check/rules.h"
#include "document/buffer.h"

enum { MAX_FINDINGS = 256 };

typedef struct {
    unsigned line, column; /* of the input as the case shows it */
    char severity[16], rule[16];
} expectation;

typedef struct {
    expectation items[MAX_FINDINGS];
    size_t count;
} expectations;

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
    acp_buffer input;
    unsigned lines_before; /* the wrapper's */
    expectations expected, found;
} group;

typedef struct {
    size_t passed, failed;
    bool *fires;     /* per rule: a group expects it */
    bool *near_miss; /* a group of its own file does without it */
} tally;

/* What the smallest document around a fragment would be reported for. */
static const char *const wrapper_rules[] = {"ACP1010", "ACP1011", "ACP1012",
                                            "ACP1020", "ACP2011", "ACP3000"};

static void die(const group *g, unsigned line, const char *what, const char *text)
{
    fprintf(stderr, "%s:%u: %s%s%s\n", g->file, line, what, *text ? ": " : "", text);
    exit(2);
}

static char *copy(const char *text)
{
    char *made = strdup(text);
    if (!made)
        abort();
    return made;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static void add_bytes(group *g, unsigned line, const char *text)
{
    for (; *text; text++) {
        if (*text != '\\') {
            acp_buffer_putc(&g->input, *text);
            continue;
        }
        text++;
        if (*text == 'x' && hex_digit(text[1]) >= 0 && hex_digit(text[2]) >= 0) {
            acp_buffer_putc(&g->input, (char)(hex_digit(text[1]) * 16 + hex_digit(text[2])));
            text += 2;
        } else if (*text && strchr("rnt\\", *text)) {
            acp_buffer_putc(&g->input, *text == 'r'   ? '\r'
                                       : *text == 'n' ? '\n'
                                       : *text == 't' ? '\t'
                                                      : '\\');
        } else {
            die(g, line, "unknown escape in bytes", text);
        }
    }
    g->bytes = g->whole = true;
}

static void read_platforms(group *g, unsigned line, char *list)
{
    for (char *word = strtok(list, ", "); word; word = strtok(NULL, ", ")) {
        unsigned bit = acp_platform_by_name(word, strlen(word));
        if (!bit)
            die(g, line, "no such platform", word);
        g->platforms |= bit;
    }
}

/* True if the line was a directive. */
static bool read_directive(group *g, unsigned line, char *text)
{
    static const char *const names[] = {
        "name:",   "kind:", "platform:", "client-version:", "strict:",
        "format:", "file:", "xsd:",      "bytes:"};
    const size_t count = sizeof names / sizeof *names;
    size_t which = 0;
    while (which < count && strncmp(text, names[which], strlen(names[which])) != 0)
        which++;
    if (which == count)
        return false;
    char *value = text + strlen(names[which]);
    value += *value == ' ';
    switch (which) {
    case 0: g->name = copy(value); break;
    case 1: g->kind = acp_kind_by_name(value); break;
    case 2: read_platforms(g, line, value); break;
    case 3: g->client_version = acp_version_parse(value); break;
    case 4: g->strict = strcmp(value, "yes") == 0; break;
    case 5:
        g->format = strcmp(value, "json") == 0   ? ACP_FORMAT_JSON
                    : strcmp(value, "yaml") == 0 ? ACP_FORMAT_YAML
                                                 : ACP_FORMAT_AUTO;
        break;
    case 6: g->input_file = copy(value); break;
    case 7: g->xsd_file = copy(value); break;
    default: add_bytes(g, line, value);
    }
    if ((which == 1 && g->kind < 0) || (which == 3 && !g->client_version) ||
        (which == 4 && !g->strict) || (which == 5 && g->format == ACP_FORMAT_AUTO))
        die(g, line, "not a value of this directive", text);
    return true;
}

static void read_expectation(group *g, unsigned line, const char *text)
{
    expectations *list = &g->expected;
    expectation made = {0};
    char rest;
    if (list->count == MAX_FINDINGS)
        die(g, line, "too many findings", "");
    if (sscanf(text, "%u:%u %15s %15s %c", &made.line, &made.column, made.severity, made.rule,
               &rest) != 4)
        die(g, line, "neither 'LINE:COLUMN SEVERITY ID' nor 'clean'", text);
    acp_severity severity;
    if (!acp_severity_by_name(made.severity, &severity) || !acp_rule_find(made.rule))
        die(g, line, "no such severity or rule", text);
    list->items[list->count++] = made;
}

static const char *local_name(const char *name, size_t *length)
{
    const char *colon = memchr(name, ':', *length);
    if (!colon)
        return name;
    *length -= (size_t)(colon + 1 - name);
    return colon + 1;
}

/* The local name of the first element, skipping what may stand before it. */
static const char *first_element(const char *text, size_t *length)
{
    for (const char *at = text; (at = strchr(at, '<'));) {
        if (strncmp(at, "<!--", 4) == 0) {
            at = strstr(at, "-->");
        } else if (at[1] == '?' || at[1] == '!') {
            at = strchr(at, '>');
        } else {
            *length = strcspn(at + 1, " \t\r\n/>");
            return local_name(at + 1, length);
        }
        if (!at)
            break;
    }
    *length = 0;
    return "";
}

static bool is_root_name(const char *name, size_t length)
{
    for (int kind = 0; kind < ACP_KIND_COUNT; kind++)
        for (const char *const *root = acp_kind_get((acp_kind)kind)->roots; *root; root++)
            if (strlen(*root) == length && strncmp(*root, name, length) == 0)
                return true;
    return false;
}

/* Puts the smallest valid document around a fragment, on lines of its own. */
static void wrap(group *g)
{
    static const char ns[] = "xmlns=\"http://schemas.xmlsoap.org/encoding/\"";
    static const char host[] = "<HostEntry><HostName>gw.example.com</HostName></HostEntry>";
    static const char mgmt_host[] = "<HostEntry><HostName>gw.example.com</HostName>"
                                    "<UserGroup>machines</UserGroup></HostEntry>";
    const char *text = g->input.text ? g->input.text : "", *before, *after;
    size_t length;
    const char *name = first_element(text, &length);
    acp_slice first = {name, length};
    char tail[256];
    g->whole = g->whole || g->name || g->format != ACP_FORMAT_AUTO || *text != '<' ||
               strncmp(text, "<?xml", 5) == 0 || strncmp(text, "<!DOCTYPE", 9) == 0 ||
               strncmp(text, "<!--acprof whole", 16) == 0 || is_root_name(name, length);
    if (g->whole)
        return;
    const char *root =
        g->kind == ACP_KIND_LOCAL_POLICY ? "AnyConnectLocalPolicy" : "AnyConnectProfile";
    bool server_list = acp_slice_is(first, "ServerList"), entry = acp_slice_is(first, "HostEntry");
    if (g->kind == ACP_KIND_LOCAL_POLICY || server_list ||
        acp_slice_is(first, "ClientInitialization")) {
        before = "";
        after = "";
    } else if (entry) {
        before = "<ServerList>";
        after = "</ServerList>";
    } else {
        before = "<ClientInitialization>";
        snprintf(tail, sizeof tail, "</ClientInitialization><ServerList>%s</ServerList>",
                 g->kind == ACP_KIND_MGMT ? mgmt_host : host);
        after = tail;
    }
    acp_buffer wrapped = {0};
    acp_buffer_printf(&wrapped, "<%s %s%s>%s\n%s%s</%s>\n", root, ns,
                      g->kind == ACP_KIND_LOCAL_POLICY ? " acversion=\"5.1\"" : "", before, text,
                      after, root);
    acp_buffer_free(&g->input);
    g->input = wrapped;
    g->lines_before = 1;
}

static void read_input_file(group *g)
{
    FILE *in = fopen(g->input_file, "rb");
    char part[4096];
    size_t got;
    if (!in)
        die(g, g->line, "cannot be opened", g->input_file);
    while ((got = fread(part, 1, sizeof part, in)) > 0)
        acp_buffer_add(&g->input, part, got);
    fclose(in);
    g->whole = true;
}

static acp_xsd *load_xsd(const group *g)
{
    acp_xsd *xsd = NULL;
    char message[400];
    if (g->xsd_file && acp_xsd_load(g->xsd_file, &xsd, message, sizeof message) != ACP_OK)
        die(g, g->line, "no schema", g->xsd_file);
    return xsd;
}

static bool is_wrapper_rule(const char *id)
{
    for (size_t i = 0; i < sizeof wrapper_rules / sizeof *wrapper_rules; i++)
        if (strcmp(wrapper_rules[i], id) == 0)
            return true;
    return false;
}

static bool lists(const expectations *list, const char *id)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].rule, id) == 0)
            return true;
    return false;
}

static void take_finding(group *g, const acp_finding *finding)
{
    const char *id = finding->rule->id;
    if (!g->whole && is_wrapper_rule(id) && !lists(&g->expected, id))
        return;
    if (g->found.count == MAX_FINDINGS)
        die(g, g->line, "too many findings", "");
    expectation *made = &g->found.items[g->found.count++];
    made->line = finding->start.line < g->lines_before ? 0 : finding->start.line - g->lines_before;
    made->column = finding->start.column;
    snprintf(made->severity, sizeof made->severity, "%s", acp_severity_name(finding->severity));
    snprintf(made->rule, sizeof made->rule, "%s", id);
}

static bool same(const expectation *a, const expectation *b)
{
    return a->line == b->line && a->column == b->column && strcmp(a->severity, b->severity) == 0 &&
           strcmp(a->rule, b->rule) == 0;
}

static bool all_same(const group *g)
{
    if (g->expected.count != g->found.count)
        return false;
    for (size_t i = 0; i < g->found.count; i++)
        if (!same(&g->expected.items[i], &g->found.items[i]))
            return false;
    return true;
}

/* Lines of one list that the other does not have; in full if they differ in order only. */
static size_t print_missing(const expectations *list, const expectations *other, char sign,
                            bool in_full)
{
    size_t printed = 0;
    for (size_t i = 0; i < list->count; i++) {
        const expectation *e = &list->items[i];
        size_t here = 0, there = 0;
        for (size_t k = 0; k <= i; k++)
            here += same(&list->items[k], e);
        for (size_t k = 0; k < other->count; k++)
            there += same(&other->items[k], e);
        if (!in_full && here <= there)
            continue;
        printf("  %c %u:%u %s %s\n", sign, e->line, e->column, e->severity, e->rule);
        printed++;
    }
    return printed;
}

static void print_failure(const group *g)
{
    printf("FAIL %s:%u: %s\n", g->file, g->line, g->title);
    if (print_missing(&g->expected, &g->found, '-', false) +
            print_missing(&g->found, &g->expected, '+', false) ==
        0) {
        puts("  in another order:");
        print_missing(&g->expected, &g->found, '-', true);
        print_missing(&g->found, &g->expected, '+', true);
    }
}

static void run(group *g, tally *t)
{
    if (g->input_file)
        read_input_file(g);
    wrap(g);
    const char *usual = g->kind == ACP_KIND_MGMT ? "VpnMgmtTunProfile.xml" : "profile.xml";
    const char *name = g->name ? g->name : g->input_file ? g->input_file : usual;
    acp_read_options read = {.kind = g->kind, .format = g->format};
    acp_xsd *xsd = load_xsd(g);
    acp_check_options options = {.platforms = g->platforms,
                                 .client_version = g->client_version,
                                 .strict = g->strict,
                                 .xsd = xsd};
    acp_findings *findings = acp_findings_new();
    if (!findings || g->input.failed)
        abort();
    acp_status status = acp_check_memory(name, g->input.text ? g->input.text : "", g->input.length,
                                         &read, &options, findings);
    for (size_t i = 0; i < acp_findings_count(findings); i++)
        take_finding(g, acp_findings_get(findings, i));
    bool good = (status == ACP_OK || status == ACP_DAMAGED) && all_same(g);
    if (good)
        t->passed++;
    else
        t->failed++;
    if (!good)
        print_failure(g);
    acp_findings_free(findings);
    acp_xsd_free(xsd);
}

static void note_coverage(const group *g, tally *t)
{
    const char *base = strrchr(g->file, '/');
    base = base ? base + 1 : g->file;
    for (size_t i = 0; i < acp_rule_count(); i++) {
        const acp_rule *rule = acp_rule_get(i);
        bool expects = lists(&g->expected, rule->id);
        size_t length = strlen(rule->key);
        bool own = strncmp(base, rule->key, length) == 0 && strcmp(base + length, ".test") == 0;
        t->fires[i] = t->fires[i] || expects;
        t->near_miss[i] = t->near_miss[i] || (own && !expects);
    }
}

static void finish(group *g, tally *t, unsigned line, bool ended)
{
    if (!g->title)
        return;
    if (!ended)
        die(g, line, "the group does not say what is expected ('clean' for nothing)", g->title);
    run(g, t);
    note_coverage(g, t);
    free(g->title);
    free(g->name);
    free(g->input_file);
    free(g->xsd_file);
    acp_buffer_free(&g->input);
}

static bool is_blank(const char *line)
{
    return line[strspn(line, " \t\r")] == '\0';
}

/* Blank lines around the input are for the eye. */
static void trim_input(group *g)
{
    char *text = g->input.text;
    while (!g->bytes && g->input.length > 1 && text[g->input.length - 1] == '\n' &&
           text[g->input.length - 2] == '\n')
        text[--g->input.length] = '\0';
}

typedef enum { NOWHERE, HEAD, INPUT, FINDINGS, DONE } place;

/* A line between the title and "--". */
static place take_input(group *g, place at, unsigned number, char *line)
{
    if (at == HEAD && (is_blank(line) || read_directive(g, number, line)))
        return HEAD;
    if (g->bytes || g->input_file)
        die(g, number, "text after bytes or file", line);
    acp_buffer_printf(&g->input, "%s\n", line);
    return INPUT;
}

/* A line behind "--". */
static place take_expected(group *g, place at, unsigned number, const char *line)
{
    if (is_blank(line))
        return at;
    if (at == DONE && g->expected.count == 0)
        die(g, number, "something after 'clean'", line);
    if (at == DONE || strcmp(line, "clean") != 0)
        read_expectation(g, number, line);
    return DONE;
}

static place take_line(group *g, tally *t, place at, unsigned number, char *line)
{
    if (at == HEAD || at == INPUT) {
        if (strcmp(line, "--") != 0)
            return take_input(g, at, number, line);
        trim_input(g);
        return FINDINGS;
    }
    if (strncmp(line, "== ", 3) == 0) {
        finish(g, t, number, at == DONE);
        *g = (group){
            .file = g->file, .line = number, .title = copy(line + 3), .kind = ACP_KIND_UNKNOWN};
        return HEAD;
    }
    if (at == NOWHERE && !is_blank(line))
        die(g, number, "a group starts with '== title'", line);
    return at == NOWHERE ? at : take_expected(g, at, number, line);
}

static void run_file(const char *file, tally *t)
{
    group *g = calloc(1, sizeof *g);
    FILE *in = fopen(file, "r");
    char *line = NULL;
    size_t size = 0;
    unsigned number = 0;
    place at = NOWHERE;
    if (!g)
        abort();
    g->file = file;
    if (!in)
        die(g, 0, "cannot be opened", "");
    while (getline(&line, &size, in) > 0) {
        line[strcspn(line, "\n")] = '\0';
        at = take_line(g, t, at, ++number, line);
    }
    finish(g, t, number, at == DONE);
    free(line);
    free(g);
    fclose(in);
}

static size_t report_coverage(const tally *t)
{
    size_t missing = 0;
    for (size_t i = 0; i < acp_rule_count(); i++) {
        const acp_rule *rule = acp_rule_get(i);
        if (rule->planned)
            continue;
        if (!t->fires[i])
            printf("NOT COVERED %s %s: no group expects it\n", rule->id, rule->key);
        if (!t->near_miss[i])
            printf("NOT COVERED %s %s: no group of %s.test goes without it\n", rule->id, rule->key,
                   rule->key);
        missing += !t->fires[i] + !t->near_miss[i];
    }
    return missing;
}

int main(int argc, char **argv)
{
    size_t rules = acp_rule_count(), missing = 0;
    tally t = {.fires = calloc(rules, 1), .near_miss = calloc(rules, 1)};
    bool coverage = false;
    if (!t.fires || !t.near_miss)
        abort();
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--coverage") == 0)
            coverage = true;
        else
            run_file(argv[i], &t);
    }
    if (coverage)
        missing = report_coverage(&t);
    printf("%zu passed, %zu failed\n", t.passed, t.failed + missing);
    free(t.fires);
    free(t.near_miss);
    return t.failed || missing || t.passed == 0;
}
