/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof fix: the options. */
#include "fix.h"

#include <stdlib.h>
#include <string.h>

enum { RULE, DRY_RUN, WRITE, KIND, PLATFORM, CLIENT_VERSION, FAIL_ON, CONFIG };

static const char *const severities[] = {"error", "warning", "info", NULL};

const cmd_option cmd_fix_options[] = {
    [RULE] = {"rule", "RULE,...", WORDS_RULES, NULL,
              "mend only findings of these rules, by id or key; may be repeated"},
    [DRY_RUN] = {"dry-run", NULL, WORDS_NONE, NULL,
                 "write nothing; print what would change as a unified diff, which patch takes"},
    [WRITE] = {"write", NULL, WORDS_NONE, NULL, "write the files anew, those that change"},
    [KIND] = {"kind", "KIND[:FILE]", WORDS_KINDS, NULL,
              "take all files, or FILE, to be of this kind instead of going by name and root "
              "element; may be repeated"},
    [PLATFORM] = {"platform", "PLATFORM,...", WORDS_PLATFORMS, NULL,
                  "the platforms the profile is for (default: any)"},
    [CLIENT_VERSION] = {"client-version", "VERSION", WORDS_NONE, NULL,
                        "the oldest client the profile is for, as 5.1 (default: the newest known)"},
    [FAIL_ON] = {"fail-on", "SEVERITY", WORDS_CHOICES, severities,
                 "exit with 1 if something from this severity on is left: error, warning or info "
                 "(default: error)"},
    [CONFIG] = {"config", "FILE", WORDS_FILES, NULL,
                "use this configuration instead of the .acprof.yaml files above each profile"},
    {0},
};

const char cmd_fix_text[] =
    "Mends what takes no guess: the findings that 'validate --format json' calls fixable. Only the "
    "places named change; every other byte, the encoding and the line ends stay. A fix that would "
    "bring a finding the file did not have is not done, and fixing again changes nothing. Findings "
    "that were accepted with a comment or in .acprof.yaml are left alone.\n"
    "Without an option the mended file goes to standard output (one file only). What was mended, "
    "and "
    "what is left to do by hand, is said on standard error, with the place it had in the file, or "
    "has in the mended one.\n"
    "A JSON or YAML file is written anew as a whole, if something in it is mended. A YAML file "
    "with "
    "# comments, which would be lost, is left alone; keep such remarks under the key "
    "\"#comment\".\n"
    "Two rules take the local policy as well and are mended only when asked for, with both files: "
    "acprof fix --rule ACP1002 --write VPN.xml AnyConnectLocalPolicy.xml moves settings that do "
    "nothing in a profile to where they work, --rule ACP9133 empties preferences that the policy "
    "forbids to keep. Both files are written then, or neither.\n"
    "A diff knows only text of single bytes: what changes in a file in UTF-16 is said, but not "
    "shown.";

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    fix_options *options = data;
    switch (option) {
    case RULE: return cmd_rule_names_add(&options->rules, (char *)value);
    case DRY_RUN: options->dry_run = true; break;
    case WRITE: options->write = true; break;
    case KIND: return cmd_kinds_add(args, &options->kinds, value);
    case PLATFORM: return cmd_value_platforms(args, value, &options->platforms);
    case CLIENT_VERSION: return cmd_value_version(args, value, &options->client_version);
    case FAIL_ON: acp_severity_by_name(value, &options->fail_on); break;
    case CONFIG: options->configs.file = value; break;
    }
    return true;
}

/* Reads the options; CMD_END, or how to end. */
static int read_options(cmd_args *args, fix_options *options)
{
    int option = cmd_args_all(args, take, options);
    if (option != CMD_END)
        return option;
    if (options->write && options->dry_run)
        cmd_usage(args, "--write and --dry-run exclude each other");
    else if (options->write && cmd_args_name_input(args))
        cmd_usage(args, "standard input cannot be written anew; leave out --write");
    else
        return CMD_END;
    return CMD_ERROR;
}

int cmd_fix(int argc, char **argv)
{
    cmd_args args;
    cmd_files files = {0};
    fix_options options = {.fail_on = ACP_OFF, .kinds = {.all = ACP_KIND_UNKNOWN}};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = read_options(&args, &options);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END && !cmd_files_get(&args, &files))
        code = files.code;
    else if (end == CMD_END && !options.write && !options.dry_run && files.count > 1)
        cmd_usage(&args, "several files cannot go to standard output; use --write or --dry-run");
    else if (end == CMD_END && cmd_kinds_used(&args, &options.kinds, files.files, files.count))
        code = fix_run(&args, &options, &files);
    cmd_files_free(&files);
    cmd_configs_free(&options.configs);
    cmd_kinds_free(&options.kinds);
    free(options.rules);
    cmd_args_free(&args);
    return code;
}
