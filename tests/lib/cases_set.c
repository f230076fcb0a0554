/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Groups of several files. Each part starts with a line "@@ ROLE: NAME": ROLE is a kind of document
 * (whose fragment is wrapped), "document", "asa", "ios-xe", "server", "ca", "client" or "file". A
 * host may follow the role of a headend or certificate ("@@ asa gw.example.com: fw.cfg"), the
 * permission bits that of a file ("@@ file 644: OnConnect.sh"). A part of one line "file: PATH" is
 * read from there. */
#include <stdlib.h>
#include <string.h>

#include "cases.h"

static const struct {
    const char *name;
    acp_role role;
} roles[] = {
    {"document", ACP_ROLE_DOCUMENT}, {"asa", ACP_ROLE_ASA},
    {"ios-xe", ACP_ROLE_IOS_XE},     {"server", ACP_ROLE_SERVER_CERTIFICATE},
    {"ca", ACP_ROLE_CA_CERTIFICATE}, {"client", ACP_ROLE_CLIENT_CERTIFICATE},
    {"file", ACP_ROLE_FILE},
};

/* The rule a file of cases is named for. */
static const acp_rule *own_rule(const case_group *g)
{
    const char *base = strrchr(g->file, '/');
    base = base ? base + 1 : g->file;
    char key[128];
    snprintf(key, sizeof key, "%.*s", (int)strcspn(base, "."), base);
    const acp_rule *rule = acp_rule_find(key);
    if (!rule)
        case_die(g, g->line, "the file is not named for a rule (or say 'rules: all')", key);
    return rule;
}

/* What a header says; argument: what follows the role, or "". */
typedef struct {
    acp_role role;
    acp_kind kind;
    char argument[64];
} header;

static header read_header(const case_group *g, const char *line, case_part *part)
{
    header made = {.kind = ACP_KIND_UNKNOWN};
    char role[32] = "";
    const char *colon = strstr(line, ": ");
    if (!colon || sscanf(line, "@@ %31[^ :]", role) != 1)
        case_die(g, g->line, "a part starts with '@@ ROLE: NAME'", line);
    const char *rest = line + 3 + strlen(role);
    rest += *rest == ' ';
    if (rest < colon)
        snprintf(made.argument, sizeof made.argument, "%.*s", (int)(colon - rest), rest);
    if ((size_t)snprintf(part->name, sizeof part->name, "%s", colon + 2) >= sizeof part->name)
        case_die(g, g->line, "the name is too long", line);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (strcmp(roles[i].name, role) == 0) {
            made.role = roles[i].role;
            return made;
        }
    }
    made.kind = acp_kind_by_name(role);
    if (made.kind == ACP_KIND_UNKNOWN)
        case_die(g, g->line, "no such role", role);
    return made;
}

static void append_file(const case_group *g, acp_buffer *out, const char *name)
{
    FILE *in = fopen(name, "rb");
    if (!in)
        case_die(g, g->line, "cannot be opened", name);
    char some[4096];
    size_t got;
    while ((got = fread(some, 1, sizeof some, in)) > 0)
        acp_buffer_add(out, some, got);
    fclose(in);
}

/* "file: ONE", or "file: ONE + OTHER": one behind the other. */
static void read_part_file(const case_group *g, acp_buffer *text)
{
    static const char word[] = "file: ", plus[] = " + ";
    if (!text->text || strncmp(text->text, word, sizeof word - 1) != 0)
        return;
    text->text[strcspn(text->text, "\n")] = '\0';
    acp_buffer read = {0};
    for (char *name = text->text + sizeof word - 1, *next; name; name = next) {
        next = strstr(name, plus);
        if (next) {
            *next = '\0';
            next += sizeof plus - 1;
        }
        append_file(g, &read, name);
    }
    acp_buffer_free(text);
    *text = read;
}

/* Adds one part, whose text it takes over. */
static void add_part(const case_group *g, acp_set *set, case_parts *parts, const char *line,
                     acp_buffer text)
{
    if (parts->count == CASE_MAX_PARTS)
        case_die(g, g->line, "too many parts", line);
    case_part *part = &parts->items[parts->count++];
    header head = read_header(g, line, part);
    read_part_file(g, &text);
    case_group fragment = {.file = g->file, .line = g->line, .kind = head.kind, .input = text};
    fragment.whole = head.kind == ACP_KIND_UNKNOWN;
    case_wrap(&fragment);
    part->lines_before = fragment.lines_before;
    part->whole = fragment.whole;
    acp_set_input input = {.role = head.role,
                           .path = part->name,
                           .read = {.kind = head.kind},
                           .check = case_check_options(g)};
    if (head.role == ACP_ROLE_FILE)
        input.mode = (unsigned)strtoul(head.argument, NULL, 8);
    else if (*head.argument)
        input.host = head.argument;
    if (parts->only[0])
        input.check.only = parts->only;
    acp_status status = acp_set_add_memory(
        set, &input, fragment.input.text ? fragment.input.text : "", fragment.input.length);
    if (status != ACP_OK && status != ACP_DAMAGED)
        case_die(g, g->line, "cannot be read", part->name);
    acp_buffer_free(&fragment.input);
}

acp_set *case_set(const case_group *g, case_parts *parts)
{
    acp_set *set = acp_set_new();
    if (!set)
        abort();
    if (!g->all_rules)
        parts->only[0] = own_rule(g);
    const char *at = g->input.text;
    while (*at) {
        char line[256];
        size_t length = strcspn(at, "\n");
        snprintf(line, sizeof line, "%.*s", (int)length, at);
        at += length + (at[length] == '\n');
        const char *end = strncmp(at, "@@ ", 3) == 0 ? at : strstr(at, "\n@@ ");
        end = !end ? at + strlen(at) : end == at ? at : end + 1;
        acp_buffer text = {0};
        acp_buffer_add(&text, at, (size_t)(end - at));
        add_part(g, set, parts, line, text);
        at = end;
    }
    return set;
}
