/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof rules */
#include <errno.h>

#include "cmd.h"

enum { FORMAT, KIND, ALL };

static const char *const formats[] = {"text", "json", "markdown", NULL};
static const acp_catalogue format_of[] = {ACP_CATALOGUE_TEXT, ACP_CATALOGUE_JSON,
                                          ACP_CATALOGUE_MARKDOWN};

const cmd_option cmd_rules_options[] = {
    [FORMAT] = {"format", "FORMAT", WORDS_CHOICES, formats,
                "text, json or markdown (default: text)"},
    [KIND] = {"kind", "KIND", WORDS_RULE_KINDS, NULL,
              "only the rules for this kind of document, or about asa, ios-xe, bundle, ..."},
    [ALL] = {"all", NULL, WORDS_NONE, NULL, "also rules that are planned and not in force yet"},
    {0},
};

const char cmd_rules_text[] =
    "Lists the rules that validate applies, in order of their ids. The first digit of an id is its "
    "family: 0 reading and structure, 1 VPN profile, 2 management tunnel, 3 local policy, "
    "transforms and preferences, 4 Network Visibility Module, 5 posture and AMP, 6 Network Access "
    "Manager, 7 Umbrella and feedback, 8 URIs and mobile clients, 9 several documents together. "
    "Once released, an id never changes its meaning.";

typedef struct {
    int format;
    acp_kind kind;
    bool all;
} options;

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    options *o = data;
    switch (option) {
    case FORMAT: o->format = args->choice; break;
    case ALL: o->all = true; break;
    case KIND: return cmd_value_rule_kind(args, value, &o->kind);
    }
    return true;
}

int cmd_rules(int argc, char **argv)
{
    cmd_args args;
    options o = {.kind = ACP_KIND_UNKNOWN};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = cmd_args_all(&args, take, &o);
    if (end == CMD_HELP) {
        code = args.choice;
    } else if (end == CMD_END && args.operand_count) {
        cmd_usage(&args, "'%s' is one word too many; 'acprof explain' tells about one rule",
                  args.operands[0]);
    } else if (end == CMD_END) {
        errno = 0;
        code = CMD_OK;
        if (acp_catalogue_write(format_of[o.format], o.kind, o.all, stdout) != ACP_OK) {
            cmd_stdout_failed();
            code = CMD_IO;
        }
    }
    cmd_args_free(&args);
    return code;
}
