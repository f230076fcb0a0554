/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof uri */
#include <stdlib.h>
#include <string.h>

#include "cmd.h"

enum { FORMAT, PLATFORM };

static const char *const formats[] = {"text", "json", NULL};
const char *const cmd_uri_verbs[] = {"parse", "build", NULL};

const cmd_option cmd_uri_options[] = {
    [FORMAT] = {"format", "FORMAT", WORDS_CHOICES, formats, "parse: text or json (default: text)"},
    [PLATFORM] = {"platform", "PLATFORM,...", WORDS_PLATFORMS, NULL,
                  "ios, android: what one of them does not know is told"},
    {0},
};

const char cmd_uri_text[] =
    "Takes links of the anyconnect: scheme apart, and puts them together.\n"
    "parse takes LINKs, or reads them from standard input, one a line (also for -). What a link "
    "leaves unsaid about protocol and authentication is printed as the client takes it. A server "
    "value of a connection on iOS is taken apart as well: "
    "[ipsec://][METHOD[:IDENTITY]@]HOST[:PORT][/GROUP].\n"
    "build takes ACTION and the decoded parameters, and prints the link with everything encoded "
    "that has to be. ACTION is create, connect, disconnect, import, or server for a server value. "
    "In place of them - or a FILE: what parse --format json wrote, or a list of links.\n"
    "What is wrong with a link is told as validate tells it; an error gives exit code 1, and "
    "nothing is printed for that link. Links are case-sensitive but for the scheme and the values "
    "of protocol and authentication.";

typedef struct {
    const cmd_args *args;
    acp_check_options check;
    bool json;
    acp_link **links; /* parse: to be printed together as JSON */
    size_t count;
} job;

/* ---- messages ------------------------------------------------------------------------------ */

static int tell(acp_status status, acp_findings *findings, const char *what, const char *message)
{
    int code = CMD_OK;
    if (status == ACP_BAD_VALUE) {
        cmd_message("%s: %s", what, message);
        code = CMD_FINDINGS;
    } else if (status != ACP_OK && status != ACP_REFUSED) {
        code = cmd_status(status, what);
    }
    if (findings && acp_findings_count(findings))
        code = cmd_worse(code, cmd_print_findings(findings, stderr));
    return status == ACP_REFUSED ? cmd_worse(code, CMD_FINDINGS) : code;
}

/* ---- parse --------------------------------------------------------------------------------- */

/* Nothing that a link holds may pass for a line of ours. */
static void print_line(const char *text)
{
    for (size_t length; (length = strcspn(text, "\n")), text[length]; text += length + 1) {
        acp_print_visible(stdout, text, length);
        fputs("\\n", stdout);
    }
    acp_print_visible(stdout, text, strlen(text));
}

static void print_text(const acp_link *link, bool first)
{
    const acp_link_part *part;
    printf("%s%-15s %s\n", first ? "" : "\n", "action", acp_link_action(link));
    for (size_t i = 0; (part = acp_link_get(link, i)); i++) {
        size_t length = strlen(part->name);
        print_line(part->name);
        printf("%*s", length < 15 ? 16 - (int)length : 1, "");
        print_line(part->value);
        puts(part->implied ? " (default)" : "");
    }
}

static int parse_one(job *j, const char *name, const char *text, size_t length)
{
    char message[600] = "";
    acp_link *link = NULL;
    acp_findings *findings = acp_findings_new();
    acp_status status = findings ? acp_link_parse(name, (acp_slice){text, length}, &j->check,
                                                  findings, &link, message, sizeof message)
                                 : ACP_NO_MEMORY;
    acp_link **grown = link ? realloc(j->links, (j->count + 1) * sizeof(acp_link *)) : NULL;
    if (link && !grown) {
        acp_link_free(link);
        status = ACP_NO_MEMORY;
    } else if (link) {
        j->links = grown;
        j->links[j->count++] = link;
        if (!j->json)
            print_text(link, j->count == 1);
    }
    int code = tell(status, findings, name, message);
    acp_findings_free(findings);
    return code;
}

/* How much of a line is blank: one that is as a whole, or goes on with #, says nothing. */
static size_t blank_length(const char *line, size_t length)
{
    size_t blank = 0;
    while (blank < length && line[blank] && strchr(" \t\r", line[blank]))
        blank++;
    return blank;
}

static int parse_stdin(job *j)
{
    char *bytes = NULL, name[40];
    size_t size = 0;
    unsigned number = 0;
    acp_status status = cmd_load("-", &bytes, &size);
    int code = status == ACP_OK ? CMD_OK : cmd_status(status, "<stdin>");
    if (status == ACP_OK && size > ACP_MAX_SIZE) {
        cmd_message("<stdin>: more than %zu MiB is not read", ACP_MAX_SIZE >> 20);
        code = CMD_FINDINGS;
        size = 0;
    }
    size_t bom = size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (size_t at = bom; at < size;) {
        const char *end = memchr(bytes + at, '\n', size - at);
        size_t length = end ? (size_t)(end - bytes) - at : size - at;
        snprintf(name, sizeof name, "<stdin> line %u", ++number);
        size_t blank = blank_length(bytes + at, length);
        if (blank < length && bytes[at + blank] != '#')
            code = cmd_worse(code, parse_one(j, name, bytes + at, length));
        at += length + 1;
    }
    free(bytes);
    return code;
}

static int parse(job *j)
{
    int code = CMD_OK, count = j->args->operand_count;
    char *const *operands = j->args->operands;
    for (int i = 1; i < count || i == 1; i++) {
        char name[40];
        snprintf(name, sizeof name, count > 2 ? "<link %d>" : "<link>", i);
        bool input = i == count || strcmp(operands[i], "-") == 0;
        code = cmd_worse(code, input ? parse_stdin(j)
                                     : parse_one(j, name, operands[i], strlen(operands[i])));
    }
    if (j->json) {
        char *text = NULL;
        size_t length = 0;
        acp_status status =
            acp_links_json((const acp_link *const *)j->links, j->count, &text, &length);
        code = cmd_worse(code, status == ACP_OK ? cmd_write_stdout(text, length)
                                                : cmd_status(status, "<link>"));
        free(text);
    }
    return code;
}

/* ---- build --------------------------------------------------------------------------------- */

static int build_one(job *j, const char *action, const acp_link_part *parts, size_t count)
{
    char message[600] = "", *text = NULL;
    acp_findings *findings = acp_findings_new();
    acp_status status = findings ? acp_link_build(action, parts, count, &j->check, findings, &text,
                                                  message, sizeof message)
                                 : ACP_NO_MEMORY;
    if (status == ACP_OK)
        puts(text);
    int code = tell(status, findings, action, message);
    acp_findings_free(findings);
    free(text);
    return code;
}

static int build_link(job *j, const acp_link *link)
{
    size_t count = 0;
    while (acp_link_get(link, count))
        count++;
    return build_one(j, acp_link_action(link), acp_link_get(link, 0), count);
}

/* Links of a file: in JSON, or one a line. What cannot be built is told with its number. */
static int build_file(job *j, const char *name)
{
    cmd_file file = {.name = (char *)name};
    cmd_input input;
    int code = cmd_input_read_as(&input, &file, NULL, ACP_KIND_URI);
    acp_status status = code == CMD_OK ? ACP_OK : ACP_NOT_FOUND;
    for (size_t i = 0; status == ACP_OK; i++) {
        acp_link *link = NULL;
        int built = CMD_OK;
        status = acp_link_of_document(input.document, i, &link);
        if (status == ACP_OK)
            built = build_link(j, link);
        if (built != CMD_OK)
            cmd_message("%s: link %zu is not built", input.name, i + 1);
        if (status == ACP_BAD_VALUE)
            cmd_message("%s: link %zu: a link has an action, and parameters whose values are texts",
                        input.name, i + 1);
        code = cmd_worse(code, built);
        acp_link_free(link);
    }
    if (status == ACP_BAD_VALUE)
        code = cmd_worse(code, CMD_FINDINGS);
    else if (status != ACP_NOT_FOUND)
        code = cmd_worse(code, cmd_status(status, input.name));
    cmd_input_free(&input);
    return code;
}

static int build_operands(job *j)
{
    const cmd_args *args = j->args;
    const char *action = args->operands[1];
    size_t count = (size_t)args->operand_count - 2;
    acp_link_part *parts = calloc(count + 1, sizeof *parts);
    int code = parts ? CMD_OK : cmd_status(ACP_NO_MEMORY, action);
    for (size_t i = 0; i < count && code == CMD_OK; i++) {
        char *equals = strchr(args->operands[i + 2], '=');
        if (!equals) {
            code = cmd_usage(args, "'%s' is no NAME=VALUE", args->operands[i + 2]);
            break;
        }
        *equals = '\0';
        parts[i] = (acp_link_part){args->operands[i + 2], equals + 1, false};
    }
    if (code == CMD_OK)
        code = build_one(j, action, parts, count);
    free(parts);
    return code;
}

static int build(job *j)
{
    const cmd_args *args = j->args;
    if (args->operand_count < 2)
        return cmd_usage(args, "build takes an action and its parameters, or a file");
    if (acp_link_names(args->operands[1]))
        return build_operands(j);
    if (args->operand_count == 2 &&
        (strchr(args->operands[1], '/') || strchr(args->operands[1], '.') ||
         strcmp(args->operands[1], "-") == 0))
        return build_file(j, args->operands[1]);
    char meant[80];
    return cmd_usage(args, "there is no action '%s'%s", args->operands[1],
                     cmd_did_you_mean(meant, sizeof meant, args->operands[1], acp_link_actions()));
}

static int run(job *j)
{
    const char *verb = j->args->operand_count ? j->args->operands[0] : NULL;
    char meant[80];
    if (!verb)
        return cmd_usage(j->args, "say parse or build");
    if (strcmp(verb, "parse") == 0)
        return parse(j);
    if (strcmp(verb, "build") == 0)
        return build(j);
    return cmd_usage(j->args, "say parse or build, not '%s'%s", verb,
                     cmd_did_you_mean(meant, sizeof meant, verb, cmd_uri_verbs));
}

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    job *j = data;
    if (option == PLATFORM)
        return cmd_value_platforms(args, value, &j->check.platforms);
    j->json = args->choice == 1;
    return true;
}

int cmd_uri(int argc, char **argv)
{
    cmd_args args;
    job j = {.args = &args};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = cmd_args_all(&args, take, &j);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END)
        code = run(&j);
    for (size_t i = 0; i < j.count; i++)
        acp_link_free(j.links[i]);
    free(j.links);
    cmd_args_free(&args);
    return code;
}
