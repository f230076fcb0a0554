/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdlib.h>
#include <string.h>

#include "cases.h"
#include "document/slice.h"

void case_die(const case_group *g, unsigned line, const char *what, const char *text)
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

static void add_bytes(case_group *g, unsigned line, const char *text)
{
    for (; *text; text++) {
        if (*text != '\\') {
            acp_buffer_putc(&g->input, *text);
            continue;
        }
        text++;
        if (*text == 'x' && acp_hex_digit(text[1]) >= 0 && acp_hex_digit(text[2]) >= 0) {
            acp_buffer_putc(&g->input,
                            (char)(acp_hex_digit(text[1]) * 16 + acp_hex_digit(text[2])));
            text += 2;
        } else if (*text && strchr("rnt\\", *text)) {
            acp_buffer_putc(&g->input, *text == 'r'   ? '\r'
                                       : *text == 'n' ? '\n'
                                       : *text == 't' ? '\t'
                                                      : '\\');
        } else {
            case_die(g, line, "unknown escape in bytes", text);
        }
    }
    g->bytes = g->whole = true;
}

static void read_platforms(case_group *g, unsigned line, char *list)
{
    for (char *word = strtok(list, ", "); word; word = strtok(NULL, ", ")) {
        unsigned bit = acp_platform_by_name(word, strlen(word));
        if (!bit)
            case_die(g, line, "no such platform", word);
        g->platforms |= bit;
    }
}

/* True if the line was a directive. */
static bool read_directive(case_group *g, unsigned line, char *text)
{
    static const char *const names[] = {
        "name:", "kind:",  "platform:", "client-version:", "strict:", "format:", "file:",
        "xsd:",  "rules:", "at:",       "bytes:"};
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
    case 8: g->all_rules = strcmp(value, "all") == 0; break;
    case 9: g->at = strtoll(value, NULL, 10); break;
    default: add_bytes(g, line, value);
    }
    if ((which == 1 && g->kind < 0) || (which == 3 && !g->client_version) ||
        (which == 4 && !g->strict) || (which == 5 && g->format == ACP_FORMAT_AUTO) ||
        (which == 8 && !g->all_rules) || (which == 9 && g->at <= 0))
        case_die(g, line, "not a value of this directive", text);
    return true;
}

static void read_expectation(case_group *g, unsigned line, const char *text)
{
    case_findings *list = &g->expected;
    case_finding made = {0};
    char rest;
    if (list->count == CASE_MAX_FINDINGS)
        case_die(g, line, "too many findings", "");
    const char *at = text;
    if (g->set) {
        size_t length = strcspn(text, ":");
        snprintf(made.file, sizeof made.file, "%.*s", (int)length, text);
        at += length + (text[length] == ':');
    }
    if (sscanf(at, "%u:%u %15s %15s %c", &made.line, &made.column, made.severity, made.rule,
               &rest) != 4)
        case_die(g, line, "neither '[FILE:]LINE:COLUMN SEVERITY ID' nor 'clean'", text);
    acp_severity severity;
    if (!acp_severity_by_name(made.severity, &severity) || !acp_rule_find(made.rule))
        case_die(g, line, "no such severity or rule", text);
    list->items[list->count++] = made;
}

static void read_input_file(case_group *g)
{
    FILE *in = fopen(g->input_file, "rb");
    char part[4096];
    size_t got;
    if (!in)
        case_die(g, g->line, "cannot be opened", g->input_file);
    while ((got = fread(part, 1, sizeof part, in)) > 0)
        acp_buffer_add(&g->input, part, got);
    fclose(in);
    g->whole = true;
}

static acp_xsd *load_xsd(const case_group *g)
{
    acp_xsd *xsd = NULL;
    char message[400];
    if (g->xsd_file && acp_xsd_load(g->xsd_file, &xsd, message, sizeof message) != ACP_OK)
        case_die(g, g->line, "no schema", g->xsd_file);
    return xsd;
}

bool case_lists(const case_findings *list, const char *id)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].rule, id) == 0)
            return true;
    return false;
}

const char *case_name(const case_group *g)
{
    const char *usual = g->kind == ACP_KIND_MGMT ? "VpnMgmtTunProfile.xml" : "profile.xml";
    return g->name ? g->name : g->input_file ? g->input_file : usual;
}

acp_slice case_text(const case_group *g)
{
    return (acp_slice){g->input.text ? g->input.text : "", g->input.length};
}

acp_read_options case_read_options(const case_group *g)
{
    return (acp_read_options){.kind = g->kind, .format = g->format};
}

acp_check_options case_check_options(const case_group *g)
{
    return (acp_check_options){.platforms = g->platforms,
                               .client_version = g->client_version,
                               .strict = g->strict,
                               .xsd = g->xsd};
}

typedef enum { NOWHERE, HEAD, INPUT, FINDINGS, DONE } place;

typedef struct {
    case_run *run;
    void *context;
    case_group *group;
    place at;
    unsigned number; /* of the line */
} reader;

static void finish(reader *r)
{
    case_group *g = r->group;
    if (!g->title)
        return;
    if (r->at != DONE)
        case_die(g, r->number, "the group does not say what is expected ('clean' for nothing)",
                 g->title);
    if (g->input_file)
        read_input_file(g);
    case_wrap(g);
    if (g->input.failed)
        abort();
    g->xsd = load_xsd(g);
    r->run(g, r->context);
    acp_xsd_free(g->xsd);
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
static void trim_input(case_group *g)
{
    char *text = g->input.text;
    while (!g->bytes && g->input.length > 1 && text[g->input.length - 1] == '\n' &&
           text[g->input.length - 2] == '\n')
        text[--g->input.length] = '\0';
}

/* A line between the title and "--". */
static place take_input(case_group *g, place at, unsigned number, char *line)
{
    if (at == HEAD && (is_blank(line) || read_directive(g, number, line)))
        return HEAD;
    if (g->bytes || g->input_file)
        case_die(g, number, "text after bytes or file", line);
    if (at == HEAD && strncmp(line, "@@ ", 3) == 0)
        g->set = g->whole = true;
    acp_buffer_printf(&g->input, "%s\n", line);
    return INPUT;
}

/* A line behind "--"; "#" begins a remark. */
static place take_expected(case_group *g, place at, unsigned number, const char *line)
{
    if (is_blank(line) || *line == '#')
        return at;
    if (at == DONE && g->expected.count == 0)
        case_die(g, number, "something after 'clean'", line);
    if (at == DONE || strcmp(line, "clean") != 0)
        read_expectation(g, number, line);
    return DONE;
}

static place take_line(reader *r, char *line)
{
    case_group *g = r->group;
    if (r->at == HEAD || r->at == INPUT) {
        if (strcmp(line, "--") != 0)
            return take_input(g, r->at, r->number, line);
        trim_input(g);
        return FINDINGS;
    }
    if (strncmp(line, "== ", 3) == 0) {
        finish(r);
        *g = (case_group){
            .file = g->file, .line = r->number, .title = copy(line + 3), .kind = ACP_KIND_UNKNOWN};
        return HEAD;
    }
    if (r->at == NOWHERE && !is_blank(line))
        case_die(g, r->number, "a group starts with '== title'", line);
    return r->at == NOWHERE ? r->at : take_expected(g, r->at, r->number, line);
}

void cases_each(const char *file, case_run *run, void *context)
{
    reader r = {.run = run, .context = context, .group = calloc(1, sizeof *r.group)};
    FILE *in = fopen(file, "r");
    char *line = NULL;
    size_t size = 0;
    if (!r.group)
        abort();
    r.group->file = file;
    if (!in)
        case_die(r.group, 0, "cannot be opened", "");
    while (getline(&line, &size, in) > 0) {
        line[strcspn(line, "\n")] = '\0';
        r.number++;
        r.at = take_line(&r, line);
    }
    finish(&r);
    free(line);
    free(r.group);
    fclose(in);
}
