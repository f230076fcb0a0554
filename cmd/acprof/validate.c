/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof validate and crosscheck: the options. */
#include <stdlib.h>
#include <string.h>

#include "validate.h"

enum {
    KIND,
    FORMAT,
    FAIL_ON,
    STRICT,
    PLATFORM,
    CLIENT_VERSION,
    XSD,
    RULE,
    CONFIG,
    BASELINE,
    WRITE_BASELINE,
    JOBS,
    MAX_SIZE,
    TOGETHER,
    ASA,
    IOS_XE,
    CERTIFICATE,
    AT,
};

static const char *const formats[] = {"text",   "json",       "sarif", "junit",
                                      "github", "checkstyle", NULL};
static const char *const severities[] = {"error", "warning", "info", NULL};

const cmd_option cmd_validate_options[] = {
    [KIND] = {"kind", "KIND[:FILE]", WORDS_KINDS, NULL,
              "take all files, or FILE, to be of this kind instead of going by name and root "
              "element; may be repeated"},
    [FORMAT] = {"format", "FORMAT", WORDS_CHOICES, formats,
                "text, json, sarif, junit, github or checkstyle (default: text)"},
    [FAIL_ON] = {"fail-on", "SEVERITY", WORDS_CHOICES, severities,
                 "exit with 1 from this severity on: error, warning or info (default: error)"},
    [STRICT] = {"strict", NULL, WORDS_NONE, NULL,
                "what the client tolerates, such as white space around a value, is an error"},
    [PLATFORM] = {"platform", "PLATFORM,...", WORDS_PLATFORMS, NULL,
                  "the platforms the profile is for (default: any)"},
    [CLIENT_VERSION] = {"client-version", "VERSION", WORDS_NONE, NULL,
                        "the oldest client the profile is for, as 5.1 (default: the newest known)"},
    [XSD] = {"xsd", "FILE", WORDS_FILES, NULL,
             "also validate against this XML Schema, such as the vendor's own"},
    [RULE] = {"rule", "RULE,...", WORDS_RULES, NULL,
              "apply only these rules, by id or key; may be repeated"},
    [CONFIG] = {"config", "FILE", WORDS_FILES, NULL,
                "use this configuration instead of the .acprof.yaml files above each profile"},
    [BASELINE] = {"baseline", "FILE", WORDS_FILES, NULL, "hide the findings this file lists"},
    [WRITE_BASELINE] = {"write-baseline", NULL, WORDS_NONE, NULL,
                        "write all findings to the file of --baseline instead of reporting them"},
    [JOBS] = {"jobs", "NUMBER", WORDS_NONE, NULL,
              "check so many files at once (default: the number of processors)"},
    [MAX_SIZE] = {"max-size", "SIZE", WORDS_NONE, NULL,
                  "refuse larger files; in bytes, or as 512K or 4M (default: 16M)"},
    [TOGETHER] = {"together", NULL, WORDS_NONE, NULL,
                  "also check the files against each other, as those of one endpoint"},
    [ASA] = {"asa", "[HOST=]FILE", WORDS_FILES, NULL,
             "also check them against this running configuration of the ASA that is HOST, or that "
             "names itself so; may be repeated"},
    [IOS_XE] = {"ios-xe", "[HOST=]FILE", WORDS_FILES, NULL, "the same for a router with IOS XE"},
    [CERTIFICATE] =
        {"certificate", "ROLE[:HOST]=FILE", WORDS_FILES, NULL,
         "also check them against certificates: server:HOST (the server's first), ca or "
         "client; PEM, DER or PKCS #7; may be repeated"},
    [AT] = {"at", "TIME", WORDS_NONE, NULL,
            "check certificates for this time, as 2026-01-31 or 2026-01-31T12:00:00Z (default: "
            "now)"},
    {0},
};

const char cmd_validate_text[] =
    "Reads each file and reports what is wrong with it: damage, settings and values the client "
    "does "
    "not know, and combinations that do not work or are not safe. Every finding names the place, "
    "what the client makes of it, and the remedy; 'acprof explain RULE' tells more about one.\n"
    "FILE may be - for standard input, or a directory: then all files below it are checked that "
    "have the name (*.xml, *.vpnm, *.json, *.yaml and the client's fixed names) and the content of "
    "a known kind; damaged and empty ones are reported, files of other kinds passed over. Links "
    "and hidden directories in it are not followed.\n"
    "A finding can be accepted with a comment before the element, <!-- acprof: ignore ACP1130 "
    "because REASON -->, or in .acprof.yaml, which is looked for upward from each file.";

const char cmd_crosscheck_text[] =
    "Checks profiles, policies, configurations of headends and certificates of one deployment "
    "against each other, as 'validate --together' does, and prints first what must agree: the "
    "value "
    "on each side with its place, and whether it does.\n"
    "A headend belongs to the hosts it was named for, else to those it names in a group URL, its "
    "own "
    "name, a certificate or an interface address; a single headend without HOST belongs to all.\n"
    "A directory is taken as a deployment: certificates are looked for in "
    "certificates/server/HOST.pem "
    "(with its chain), certificates/ca and certificates/client, everything else counts by its "
    "name, "
    "as scripts and packages do. With --format json the output is an object with the arrays "
    "agreements "
    "and findings.";

static bool take(const cmd_args *args, void *data, int option, const char *value)
{
    validate_options *options = data;
    switch (option) {
    case KIND: return cmd_kinds_add(args, &options->kinds, value);
    case FORMAT: options->format = (acp_report_format)acp_report_by_name(value); break;
    case FAIL_ON: acp_severity_by_name(value, &options->fail_on); break;
    case STRICT: options->strict = true; break;
    case PLATFORM: return cmd_value_platforms(args, value, &options->platforms);
    case CLIENT_VERSION: return cmd_value_version(args, value, &options->client_version);
    case XSD: options->xsd_file = value; break;
    case RULE: return cmd_rule_names_add(&options->rules, (char *)value);
    case CONFIG: options->configs.file = value; break;
    case BASELINE: options->baseline_file = value; break;
    case WRITE_BASELINE: options->write_baseline = true; break;
    case JOBS: return cmd_value_jobs(args, value, &options->jobs);
    case MAX_SIZE: return cmd_value_size(args, value, &options->max_size);
    case TOGETHER: options->together = true; break;
    case ASA: return together_add_headend(args, &options->inputs, ACP_ROLE_ASA, value);
    case IOS_XE: return together_add_headend(args, &options->inputs, ACP_ROLE_IOS_XE, value);
    case CERTIFICATE: return together_add_certificate(args, &options->inputs, value);
    case AT: return together_time(args, &options->inputs, value);
    }
    return true;
}

/* Reads the options; CMD_END, or how to end. */
static int read_options(cmd_args *args, validate_options *options)
{
    int option = cmd_args_all(args, take, options);
    options->together = options->together || options->inputs.count;
    if (option == CMD_END && options->inputs.at && !options->together) {
        cmd_usage(args, "--at is about certificates, which --together or --certificate checks");
        return CMD_ERROR;
    }
    if (option == CMD_END && options->table && options->format > ACP_REPORT_JSON) {
        cmd_usage(args,
                  "the table is printed as text or json; 'acprof validate --together' has the "
                  "other formats");
        return CMD_ERROR;
    }
    if (option == CMD_END && options->write_baseline && !options->baseline_file) {
        cmd_usage(args, "--write-baseline needs --baseline FILE, the file to write");
        return CMD_ERROR;
    }
    if (option == CMD_END && options->baseline_file && strcmp(options->baseline_file, "-") == 0) {
        cmd_usage(args, "--baseline needs the name of a file; standard input cannot be one (a file "
                        "of that name is written ./-)");
        return CMD_ERROR;
    }
    return option;
}

static bool get_files(const cmd_args *args, const validate_options *options, cmd_files *files)
{
    return options->together ? together_files(args, &options->inputs, files)
                             : cmd_files_get(args, files);
}

static int run_command(int argc, char **argv, bool crosscheck)
{
    cmd_args args;
    cmd_files files = {0};
    validate_options options = {.fail_on = ACP_OFF,
                                .jobs = cmd_processors(),
                                .kinds = {.all = ACP_KIND_UNKNOWN},
                                .together = crosscheck,
                                .table = crosscheck};
    if (!cmd_args_start(&args, argc, argv))
        return CMD_IO;
    int code = CMD_USAGE, end = read_options(&args, &options);
    if (end == CMD_HELP)
        code = args.choice;
    else if (end == CMD_END && !get_files(&args, &options, &files))
        code = files.code;
    else if (end == CMD_END && cmd_kinds_used(&args, &options.kinds, files.files, files.count))
        code = validate_run(&args, &options, &files);
    cmd_files_free(&files);
    cmd_configs_free(&options.configs);
    cmd_kinds_free(&options.kinds);
    together_free(&options.inputs);
    free(options.rules);
    cmd_args_free(&args);
    return code;
}

int cmd_validate(int argc, char **argv)
{
    return run_command(argc, argv, false);
}

int cmd_crosscheck(int argc, char **argv)
{
    return run_command(argc, argv, true);
}
