/* SPDX-License-Identifier: GPL-3.0-or-later */
/* acprof: the command table. */
#include "programs.h"

const cmd_command cmd_commands[] = {
    {"validate", cmd_validate, "FILE...", WORDS_FILES, WORDS_FILES, cmd_validate_options,
     "check the structure and the rules of profiles", cmd_validate_text},
    {"crosscheck", cmd_crosscheck, "[FILE...]", WORDS_FILES, WORDS_FILES, cmd_validate_options,
     "check profiles, headends and certificates against each other", cmd_crosscheck_text},
    {"fmt", cmd_fmt, "FILE...", WORDS_FILES, WORDS_FILES, cmd_fmt_options,
     "bring profiles into canonical layout", cmd_fmt_text},
    {"fix", cmd_fix, "FILE...", WORDS_FILES, WORDS_FILES, cmd_fix_options,
     "mend in profiles what takes no guess", cmd_fix_text},
    {"convert", cmd_convert, "FILE", WORDS_FILES, WORDS_NONE, cmd_convert_options,
     "convert between XML, JSON and YAML without loss", cmd_convert_text},
    {"get", cmd_get, "FILE PATH", WORDS_FILES, WORDS_SETTINGS, cmd_get_options,
     "print a setting of a profile", cmd_get_text},
    {"set", cmd_set, "FILE PATH=VALUE...", WORDS_FILES, WORDS_ASSIGNMENTS, cmd_change_options,
     "change settings of a profile", cmd_set_text},
    {"delete", cmd_delete, "FILE PATH...", WORDS_FILES, WORDS_SETTINGS, cmd_change_options,
     "take settings out of a profile", cmd_delete_text},
    CMD_EDIT_ROW(NULL),
    {"new", cmd_new, "TEMPLATE [NAME=VALUE...]", WORDS_TEMPLATES, WORDS_PARAMETERS, cmd_new_options,
     "make a profile from a template", cmd_new_text},
    {"diff", cmd_diff, "OLD NEW", WORDS_FILES, WORDS_FILES, cmd_diff_options,
     "compare two profiles by what they mean", cmd_diff_text},
    {"merge", cmd_merge, "BASE OURS THEIRS", WORDS_FILES, WORDS_FILES, cmd_merge_options,
     "merge two changes of a profile, also for git", cmd_merge_text},
    {"rules", cmd_rules, "", WORDS_NONE, WORDS_NONE, cmd_rules_options,
     "list the rules that validate applies", cmd_rules_text},
    {"explain", cmd_explain, "RULE|PATH", WORDS_RULES_AND_SETTINGS, WORDS_NONE, cmd_explain_options,
     "explain a rule or a setting", cmd_explain_text},
    {"schema", cmd_schema, "KIND", WORDS_KINDS, WORDS_NONE, cmd_schema_options,
     "print the schema of a kind of document", cmd_schema_text},
    {"pin", cmd_pin, "CERT...", WORDS_FILES, WORDS_FILES, cmd_pin_options,
     "print the pin values of certificates", cmd_pin_text},
    {"uri", cmd_uri, "parse|build ...", WORDS_LINK_VERBS, WORDS_LINK_ACTIONS, cmd_uri_options,
     "take anyconnect: links apart and put them together", cmd_uri_text},
    CMD_FETCH_ROW(NULL),
    CMD_REPORT_ROW(NULL),
    CMD_GENERATE_ROW(NULL),
    CMD_COMPILE_ROW(NULL),
    CMD_INSPECT_ROW(NULL),
    CMD_DECIDE_ROW(NULL),
    {"completion", cmd_completion, "bash|zsh|fish", WORDS_CHOICES, WORDS_NONE,
     cmd_completion_options, "print a completion script for a shell", cmd_completion_text},
    {"help", cmd_help, "[COMMAND]", WORDS_COMMANDS, WORDS_NONE, cmd_help_options,
     "explain a command and its options", cmd_help_text},
    {0},
};

int main(int argc, char **argv)
{
    return cmd_dispatch(argc, argv);
}
