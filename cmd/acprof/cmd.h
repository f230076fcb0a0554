/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands share. Each command is one file: options in, library call, exit code out. */
#ifndef CMD_H
#define CMD_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "profile.h"

/* Exit codes. Over several files the greatest of 0, 1, 3 (and 4, of image commands) wins. */
enum { CMD_OK = 0, CMD_FINDINGS = 1, CMD_USAGE = 2, CMD_IO = 3 };

/* ---- the command table (main.c) ---------------------------------------------------------- */

/* Where the words for an option's value or an operand come from, for completion and messages. */
typedef enum {
    WORDS_NONE,
    WORDS_FILES,
    WORDS_CHOICES, /* cmd_option.choices */
    WORDS_KINDS,
    WORDS_RULE_KINDS, /* also of what is no document: asa, bundle, ... */
    WORDS_PLATFORMS,
    WORDS_RULES,
    WORDS_SETTINGS,
    WORDS_ASSIGNMENTS, /* PATH=VALUE */
    WORDS_TEMPLATES,
    WORDS_PARAMETERS, /* NAME=VALUE of the template named before */
    WORDS_ENGINES,
    WORDS_TARGETS,
    WORDS_DEFINITIONS, /* NAME=VALUE of the target named before */
    WORDS_RULES_AND_SETTINGS,
    WORDS_COMMANDS,
    WORDS_LINK_VERBS, /* parse, build */
    WORDS_LINK_ACTIONS,
} cmd_words;

typedef struct {
    const char *name;  /* without the two hyphens */
    const char *value; /* what the value is called in help; NULL: takes none */
    cmd_words words;
    const char *const *choices; /* WORDS_CHOICES: the only values, NULL-terminated */
    const char *help;
    char letter; /* also as -X VALUE and -XVALUE; 0: not */
} cmd_option;

typedef struct {
    const char *name;
    int (*run)(int argc, char **argv); /* argv[0] is the command's name; returns the exit code.
                                          NULL: a program of its own (programs.h) */
    const char *operands;              /* "FILE..." */
    cmd_words first, rest;             /* words of the first operand and of the others */
    const cmd_option *options;         /* ends with name NULL */
    const char *summary;               /* one line */
    const char *text;                  /* paragraphs for help and the manual page */
} cmd_command;

extern const cmd_command cmd_commands[];       /* ends with name NULL */
const cmd_command *cmd_find(const char *name); /* NULL: not built in */

/* ---- dispatch.c -------------------------------------------------------------------------- */

int cmd_dispatch(int argc, char **argv);
/* Runs the program acprof-NAME with argv, if there is one; returns if there is none. */
int cmd_run_program(const char *name, char **argv);
/* Says that there is no such command, with the nearest; returns CMD_USAGE. */
int cmd_unknown_command(const char *name);

/* ---- options.c --------------------------------------------------------------------------- */

enum { CMD_END = -1, CMD_ERROR = -2, CMD_HELP = -3 };

typedef struct {
    const cmd_command *command;
    int argc, next;
    char **argv;
    char **operands; /* file arguments met so far, in order; room for all */
    int operand_count;
    int choice; /* of a WORDS_CHOICES value: its index */
    bool only_operands;
} cmd_args;

/* Starts; false (message printed): no memory. */
bool cmd_args_start(cmd_args *args, int argc, char **argv);
/* Next option: its index in the command's table, with its value. CMD_END: all operands are in
 * args->operands. CMD_ERROR: message printed, end with CMD_USAGE. CMD_HELP: help printed, end with
 * its exit code, args->choice. */
int cmd_args_next(cmd_args *args, const char **value);
/* Gives each option to `take`, which returns false after a message. CMD_END, CMD_ERROR or CMD_HELP,
 * as above. */
int cmd_args_all(cmd_args *args,
                 bool (*take)(const cmd_args *args, void *options, int option, const char *value),
                 void *options);
/* Whether standard input is among the operands. */
bool cmd_args_name_input(const cmd_args *args);
void cmd_args_free(cmd_args *args);
/* Takes all options of a command that has none but the common ones. False: end with *code. */
bool cmd_args_plain(cmd_args *args, int argc, char **argv, int *code);

/* Options every command has; --color's value is kept for cmd_color. */
extern const cmd_option cmd_common_options[];

/* ---- messages.c -------------------------------------------------------------------------- */

/* "acprof: ..." on standard error, with a line feed; control characters made visible. */
void cmd_message(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* "acprof COMMAND: ..." and where help is; returns CMD_USAGE. */
int cmd_usage(const cmd_args *args, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "; did you mean NAME?" in a static-size buffer of the caller, or "". */
const char *cmd_did_you_mean(char *buffer, size_t size, const char *word,
                             const char *const *candidates);
/* What a status other than ACP_OK and ACP_DAMAGED means for a file: message and exit code. */
int cmd_status(acp_status status, const char *file);
/* The greater exit code of two. */
int cmd_worse(int a, int b);

/* ---- terminal.c -------------------------------------------------------------------------- */

void cmd_set_color(int when); /* index into the choices of --color */
bool cmd_color(FILE *stream);
/* Columns of the terminal behind a stream, or what COLUMNS says of it; 0: it is none. */
unsigned cmd_width(FILE *stream);
/* A line on standard error that is replaced by the next; shown on a terminal after a second. */
void cmd_progress(size_t done, size_t total);
void cmd_progress_end(void);

/* ---- words.c ----------------------------------------------------------------------------- */

/* Names as NULL-terminated lists: of all kinds, platforms, rules (ids and keys; with settings also
 * the planned ones), settings (names and shortest tails), commands. malloc'ed; NULL: no memory.
 * Only the array is to be freed, with cmd_words_free. */
typedef struct {
    const char **list; /* NULL-terminated */
    size_t count, size;
    void *texts; /* strings made for the list */
} cmd_word_list;

bool cmd_words_get(cmd_words words, const char *const *choices, cmd_word_list *out);
void cmd_words_free(cmd_word_list *list);
/* The path without what picks one of several: HostEntry[2]/HostName becomes HostEntry/HostName. */
void cmd_path_without_picks(const char *path, char *out, size_t size);

/* complete.c: prints prefix and word, if word goes on from start. */
void cmd_candidate(const char *prefix, const char *word, const char *start, const char *help);
/* complete_document.c: a file of ours; NULL: it is none. */
acp_document *cmd_complete_document(const char *name);
/* The last slash of a path that is not inside brackets, NULL: none. */
const char *cmd_last_slash(const char *path);
/* Entries of lists in the document that a path may go on with. */
void cmd_complete_entries(const acp_document *document, const char *start);
/* PATH= with the values that are written there. */
void cmd_complete_present(const acp_document *document, const char *path, const char *start);
/* complete_line.c */
int cmd_complete_line(const char *breaks, const char *line);

/* An input. */
typedef struct {
    char *name;
    bool walked;      /* found in a directory, not named */
    size_t directory; /* in which: index into cmd_files.directories */
    acp_role role;    /* of files checked together; else always that of a document */
    char *host;       /* the host a headend or certificate is of; NULL: not said */
} cmd_file;

/* ---- nodes.c ----------------------------------------------------------------------------- */

/* The first child of a setting; parent may be NULL. NULL: there is none. */
const acp_node *cmd_node_child(const acp_node *parent, acp_setting_id setting);
/* The next sibling of the same setting. */
const acp_node *cmd_node_next_same(const acp_node *node);

/* ---- values.c ---------------------------------------------------------------------------- */

/* Values of options. On failure they have said why and the command ends with CMD_USAGE. */
bool cmd_value_kind(const cmd_args *args, const char *value, acp_kind *kind);
/* The same of what rules are about: also asa, ios-xe, bundle, ... */
bool cmd_value_rule_kind(const cmd_args *args, const char *value, acp_kind *kind);
bool cmd_value_platforms(const cmd_args *args, const char *value, unsigned *platforms);
bool cmd_value_version(const cmd_args *args, const char *value, uint16_t *version);
bool cmd_value_size(const cmd_args *args, const char *value, size_t *size);
bool cmd_value_jobs(const cmd_args *args, const char *value, unsigned *jobs);

/* --kind K and --kind K:FILE, as often as wanted. */
typedef struct {
    acp_kind all; /* ACP_KIND_UNKNOWN: detected */
    struct {
        acp_kind kind;
        const char *file;
    } * of;
    size_t count;
} cmd_kinds;

bool cmd_kinds_add(const cmd_args *args, cmd_kinds *kinds, const char *value);
acp_kind cmd_kinds_for(const cmd_kinds *kinds, const char *file);
/* Every file named with K:FILE must be among the inputs; else message and false. */
bool cmd_kinds_used(const cmd_args *args, const cmd_kinds *kinds, const cmd_file *files,
                    size_t count);
void cmd_kinds_free(cmd_kinds *kinds);

/* ---- files.c ----------------------------------------------------------------------------- */

typedef struct {
    cmd_file *files;
    size_t count, size;
    struct {
        const char *name;
        bool candidates; /* files in it have the name of a profile */
        bool used;       /* at least one of them is ours */
    } * directories;     /* those among the arguments */
    size_t directory_count;
    bool everything; /* files of a set: also those that are no profile by their name */
    bool optional;   /* no file need be named */
    bool used;       /* there was something to do with at least one file */
    int code;        /* CMD_OK, or CMD_IO if something could not be looked at (said already) */
} cmd_files;

/* Adds the files that arguments stand for; files starts as {0}, but for everything and optional.
 * False (message printed): usage or no memory; see files->code. */
bool cmd_files_get(const cmd_args *args, cmd_files *files);
/* Adds a file that an option names. False (message printed): no memory. */
bool cmd_files_add(cmd_files *files, const char *name, acp_role role, const char *host);
void cmd_files_free(cmd_files *files);
/* Notes that a file is one of ours, or could not be read. */
void cmd_files_use(cmd_files *files, const cmd_file *file);
/* After the last file: says in which directories nothing was used. Returns code, but CMD_USAGE at
 * least if nothing was used at all. */
int cmd_files_end(const cmd_files *files, int code);
/* True if both names lead to the same regular file. */
bool cmd_same_file(const char *a, const char *b);
/* True if a file found in a directory is none of ours: nothing known about it but its name's
 * ending. Takes what checking or reading it found. */
bool cmd_file_is_foreign(const cmd_file *file, const acp_findings *findings);
/* True if a finding says that the root element is not known but nearly so. */
bool cmd_root_resembles(const acp_findings *findings);

/* ---- read.c ------------------------------------------------------------------------------ */

/* A document a command works on, with its bytes as they are in the file. */
typedef struct {
    const char *name; /* for messages */
    char *bytes;
    size_t size;
    acp_findings *findings;
    acp_document *document; /* NULL: cannot be worked on, the reason was printed */
    bool foreign;           /* found in a directory and none of ours: to be passed over */
} cmd_input;

/* All bytes of a file or, for "-", of standard input, malloc'ed; of one over the limit, more than
 * that. */
acp_status cmd_load(const char *path, char **bytes, size_t *size);
/* The same, with its permission bits; 0: not known. */
acp_status cmd_load_mode(const char *path, unsigned *mode, char **bytes, size_t *size);
/* CMD_OK (document, or foreign), CMD_FINDINGS or CMD_IO (both with what there is to say said). */
int cmd_input_read(cmd_input *input, const cmd_file *file);
/* The same for a file that goes by another name (NULL: its own), or is said to be of a kind. */
int cmd_input_read_as(cmd_input *input, const cmd_file *file, const char *name, acp_kind kind);
/* The same for a file of any kind, also one that is none of ours. */
int cmd_input_read_any(cmd_input *input, const cmd_file *file, const char *name);
void cmd_input_free(cmd_input *input);
/* The document in a format; free(*text). CMD_OK, else the reason was printed. */
int cmd_document_text(cmd_input *input, acp_format format, char **text, size_t *length);

/* ---- output.c ---------------------------------------------------------------------------- */

/* Writes all of the bytes to an open file; false: errno says why not. */
bool cmd_write_bytes(int file, const char *bytes, size_t size);

/* Writes text to standard output or, with a path, in place of that file: all of it or nothing.
 * Returns CMD_OK or CMD_IO (said already). */
int cmd_write_file(const char *path, const char *text, size_t length);
/* The same for several files: all are written, or all are left as they were. */
typedef struct {
    const char *path, *text, *before; /* before: what is in the file */
    size_t length, before_length;
} cmd_output;
int cmd_write_files(const cmd_output *outputs, size_t count);
int cmd_write_stdout(const char *text, size_t length);
/* Gives standard output a large buffer when it is no terminal; call before anything is printed. */
void cmd_buffer_stdout(void);
/* Closes standard output; a write that failed turns code into CMD_IO. */
int cmd_close_stdout(int code);
/* What a command says when standard output failed; silent when a pipe's reader went away. */
void cmd_stdout_failed(void);

/* ---- findings.c -------------------------------------------------------------------------- */

/* Prints findings of a file as text; returns CMD_OK, CMD_FINDINGS at or above error, CMD_IO. */
int cmd_print_findings(const acp_findings *findings, FILE *stream);
/* Drops warnings and infos. */
void cmd_keep_errors(acp_findings *findings);

/* ---- configs.c --------------------------------------------------------------------------- */

/* The configuration that holds for each directory, loaded once each. */
typedef struct {
    struct cmd_config_row {
        char *directory;    /* resolved */
        bool owned;         /* has a configuration file of its own */
        acp_config *config; /* may be NULL; only an owned one is freed */
        const acp_rule **only;
    } * rows;
    size_t count, size;
    const char *file; /* --config */
    int code;         /* exit code after a row could not be loaded */
} cmd_configs;

/* The row for a file, loading it when it is the first; good until the next call. NULL: message
 * printed, see configs->code. */
const struct cmd_config_row *cmd_config_for(cmd_configs *configs, const char *file);
/* From which severity on findings are a failure: asked for (ACP_OFF: not), or said by the
 * configuration (may be NULL), or error. */
acp_severity cmd_fail_on(acp_severity asked, const acp_config *config);
/* The client a check is for: asked for, or said by its configuration; 0: neither. */
uint16_t cmd_client_version(const acp_check_options *check);
/* Findings about the configuration files themselves, after all files were checked: each is called
 * with those of one configuration. */
acp_status cmd_configs_report(const cmd_configs *configs,
                              void (*each)(acp_findings *findings, void *data), void *data);
void cmd_configs_free(cmd_configs *configs);

/* ---- rule_names.c ------------------------------------------------------------------------ */

/* Adds the names of one --rule, which is cut apart, to a NULL-terminated list. False: no memory
 * (message printed). */
bool cmd_rule_names_add(const char ***names, char *value);
/* Finds the rules of the names for each configuration, as `only`; NULL names: all. False: message
 * printed. */
bool cmd_rule_names_pick(const cmd_args *args, const char *const *names, cmd_configs *configs);

/* ---- workers.c --------------------------------------------------------------------------- */

typedef struct {
    size_t count;
    void (*run)(void *data, size_t item);  /* by any thread */
    bool (*take)(void *data, size_t item); /* by any thread, but one at a time and in order;
                                              false: stop. NULL: there is nothing to take */
    void *data;
} cmd_work;

/* Runs all items with at most jobs threads, of which the caller's is one. False: was stopped. */
bool cmd_work_run(const cmd_work *work, unsigned jobs);
/* How many processors this process may use. */
unsigned cmd_processors(void);

/* ---- the commands ------------------------------------------------------------------------ */

int cmd_validate(int argc, char **argv);
int cmd_crosscheck(int argc, char **argv);
int cmd_fmt(int argc, char **argv);
int cmd_fix(int argc, char **argv);
int cmd_convert(int argc, char **argv);
int cmd_get(int argc, char **argv);
int cmd_set(int argc, char **argv);
int cmd_delete(int argc, char **argv);
int cmd_new(int argc, char **argv);
int cmd_diff(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_rules(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_schema(int argc, char **argv);
int cmd_pin(int argc, char **argv);
int cmd_uri(int argc, char **argv);
int cmd_completion(int argc, char **argv);
int cmd_help(int argc, char **argv);
int cmd_complete(int argc, char **argv);

extern const cmd_option cmd_validate_options[], cmd_fmt_options[], cmd_fix_options[],
    cmd_convert_options[], cmd_get_options[], cmd_change_options[], cmd_new_options[],
    cmd_diff_options[], cmd_merge_options[], cmd_rules_options[], cmd_explain_options[],
    cmd_schema_options[], cmd_pin_options[], cmd_uri_options[], cmd_completion_options[],
    cmd_help_options[];
extern const char cmd_validate_text[], cmd_crosscheck_text[], cmd_fmt_text[], cmd_fix_text[],
    cmd_convert_text[], cmd_get_text[], cmd_set_text[], cmd_delete_text[], cmd_new_text[],
    cmd_diff_text[], cmd_merge_text[], cmd_rules_text[], cmd_explain_text[], cmd_schema_text[],
    cmd_pin_text[], cmd_uri_text[], cmd_completion_text[], cmd_help_text[];

/* uri.c: what the first operand may be. */
extern const char *const cmd_uri_verbs[];

/* help.c: help of one command on a stream; the overview. */
void cmd_print_help(const cmd_command *command, FILE *stream);
void cmd_print_overview(FILE *stream);
/* man.c: the manual page of acprof, and that of one command, in mdoc. */
void cmd_print_man(FILE *stream);
void cmd_print_man_of(const cmd_command *command, FILE *stream);

#endif
