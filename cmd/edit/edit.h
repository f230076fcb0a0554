/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor without its terminal: a session over one document, and the commands that work on it.
 * The program around it (cmd/acprof-edit) brings the lines; so do the fuzz target and the tests. */
#ifndef EDIT_H
#define EDIT_H

#include "cmd/acprof/cmd.h"

typedef struct edit_session edit_session;

/* What can answer a question. */
typedef struct {
    const char *path;  /* the values of this setting, NULL: of none */
    const char *words; /* others, with commas between them; NULL: none */
    enum { EDIT_ANSWER_ONE, EDIT_ANSWER_LIST, EDIT_ANSWER_FILE } kind;
} edit_question;

/* What the program around gives. */
typedef struct {
    bool interactive; /* somebody sits there and can be asked */
    /* A line, malloc'ed, or NULL: the question was left (Ctrl-C) or there is no more input. initial
     * (may be NULL) stands in it to be changed. */
    char *(*ask)(void *data, const char *prompt, const char *initial);
    void *data;
    acp_status (*load)(const char *path, char **bytes, size_t *size); /* as cmd_load */
    int (*write)(const char *path, const char *text, size_t length);  /* as cmd_write_file */
    int (*fetch)(const char *server, char **bytes, size_t *size);     /* certificates as PEM */
    bool (*stopped)(void *data); /* Ctrl-C: nobody wants the rest of what is shown. May be NULL */
} edit_host;

typedef struct {
    acp_kind kind; /* ACP_KIND_UNKNOWN: detected */
    acp_check_options check;
    const char *config; /* a configuration file instead of those above the file; NULL: those */
    bool despite_errors;
} edit_options;

/* ---- journal.c: what was done and can be undone ---------------------------------------------- */

/* A change of the text: what stood at an offset, and what stands there now. */
typedef struct {
    char *what; /* the command */
    size_t offset, old_length, new_length;
    char *old_text, *new_text;
} edit_step;

typedef struct {
    edit_step *steps; /* steps[0..done) were done, steps[done..count) undone */
    size_t done, count, size;
} edit_journal;

/* A copy of bytes with a NUL behind them, malloc'ed; NULL: no memory. */
char *edit_copy(acp_slice bytes);
/* Notes what made `after` of `before`, and forgets what was undone. False: no memory; then nothing
 * is noted. */
bool edit_journal_add(edit_journal *journal, const char *what, acp_slice before, acp_slice after);
/* The text before the last change that is done, or after the first that is undone: malloc'ed. NULL:
 * no memory. */
char *edit_journal_text(const edit_journal *journal, bool redo, acp_slice now, size_t *length);
void edit_journal_free(edit_journal *journal);

/* ---- session.c ------------------------------------------------------------------------------- */

/* What a file was when it was last read or written. */
typedef struct {
    bool there;
    struct {
        long long seconds, nanoseconds;
    } changed;
    unsigned long long size, inode;
} edit_stamp;

struct edit_session {
    const edit_host *host;
    edit_options options;
    cmd_configs configs;
    char *file; /* its name */
    char *text; /* the document's bytes as they are now */
    size_t length;
    acp_document *document; /* the same, read */
    acp_findings *known;    /* what the change that made it found in it; NULL: not known */
    char *saved;            /* the bytes as they are in the file, as far as is known */
    size_t saved_length;
    edit_stamp stamp;       /* of the file when it held them */
    bool told_changed;      /* it was said that the file has changed since */
    char *place;            /* path of the element the session is at */
    acp_setting_id setting; /* of it */
    edit_journal journal;
    unsigned line; /* of the script */
    bool quit;
    edit_question asked; /* the question that is asked */
    bool quiet;          /* nothing is said: completion only looks */
    bool despite_errors; /* of the command that runs */
};

edit_stamp edit_stamp_of(const char *file);
/* CMD_OK, or the reason was said: CMD_FINDINGS, CMD_USAGE, CMD_IO. The session is to be freed in
 * any case. */
int edit_open(edit_session *s, const char *file, const edit_options *options,
              const edit_host *host);
/* The same with bytes in memory instead of a file's. */
int edit_open_text(edit_session *s, const char *file, const char *text, size_t length,
                   const edit_options *options, const edit_host *host);
void edit_close(edit_session *s);
bool edit_is_unsaved(const edit_session *s);
/* The document gets another text; `what` is for the journal. Text, document (NULL: the text is
 * read) and findings (may be NULL) are taken out of `made`. CMD_OK, or the reason was said and all
 * is as it was. */
int edit_take(edit_session *s, const char *what, acp_change_result *made);
/* Undoes or redoes one change; NULL: there is none or it cannot be (said). Else what it was. */
const char *edit_step_back(edit_session *s, bool redo);

/* ---- say.c ----------------------------------------------------------------------------------- */

/* What is worth knowing to somebody who sits there; scripts get none of it. */
void edit_tell(const edit_session *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Why a command was not done, on standard error, with the line of the script. */
void edit_fail(const edit_session *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int edit_no_memory(const edit_session *s);   /* says so; CMD_IO */
bool edit_is_stopped(const edit_session *s); /* what is shown is not wanted any more */
/* Text on standard output with what could steer a terminal made visible; padded to width. */
void edit_put(acp_slice text);
unsigned edit_columns(acp_slice text);
/* Writes at most width columns of text (0: all), padded to them with `pad`. */
void edit_put_cell(acp_slice text, unsigned width, bool pad);
/* Asks a question that is answered with one of the letters; '\0': not answered. */
char edit_choose(edit_session *s, const char *question, const char *letters);
bool edit_confirm(edit_session *s, const char *question);

/* ---- path.c, place.c: where the session is, and what paths name from there ------------------- */

typedef struct {
    char *path;             /* from the root, malloc'ed */
    acp_setting_id setting; /* of the last step; ACP_NO_SETTING: only the library can tell */
    const acp_node *node;   /* the element it names, or whose attribute it names; NULL: not there */
    bool is_attribute, written; /* of an attribute: it is there */
} edit_target;

/* The path from the root for what was typed: relative to the place, a trailing part that fits one
 * setting there or anywhere, or the name of an entry. malloc'ed; NULL: the reason was said, *code
 * says of what sort. */
char *edit_path(edit_session *s, const char *typed, int *code);
/* The one place it names, which need not be in the document; but entries that are picked must.
 * CMD_OK or the reason was said. free(out->path). */
int edit_find(edit_session *s, const char *typed, edit_target *out);
int edit_go(edit_session *s, const char *typed);
/* After the document changed: the same element, whatever it is called now. before: what
 * edit_place_note gave before the change. */
char *edit_place_note(const edit_session *s); /* NULL: the place was not in the document */
void edit_place_follow(edit_session *s, const char *before);
/* The setting that a path from the root is of, ACP_NO_SETTING: none. */
acp_setting_id edit_setting_of(const edit_session *s, const char *path);
/* The path of an element, malloc'ed; NULL: no memory. */
char *edit_path_of(const edit_session *s, const acp_node *node);
/* What a path from the root names: the first of it, and how many there are; 0 also if it is none.
 */
size_t edit_look_up(const edit_session *s, const char *path, acp_path_result *first);
/* The element it names, if it is the only one. */
const acp_node *edit_only(const edit_session *s, const char *path);
/* The place of a node among those of its setting in a parent, from 1; *count: how many there are.
 */
size_t edit_place_among(const acp_node *parent, const acp_node *node, size_t *count);
/* The element at the place, NULL: not in the document. */
const acp_node *edit_here(const edit_session *s);
/* Length of the first step of a path, up to a slash outside brackets or the end. */
size_t edit_step_length(const char *path);
/* The start of the last step. */
const char *edit_last_step(const char *path);
/* True if `path` is `above` or below it. */
bool edit_is_within(const char *path, const char *above);
/* The name that entries of a setting are known by, a child of it: HostName, Name; or none. */
acp_setting_id edit_key_of(acp_setting_id setting);
acp_slice edit_child_value(const acp_node *node, acp_setting_id child); /* ptr NULL: none */
/* What the client takes an absent setting to be; NULL: nothing. */
const char *edit_default(const edit_session *s, const acp_setting *setting);
/* The shortest part of a path from the root that names its setting. */
const char *edit_shortest(acp_kind kind, const char *path);
/* The next element in document order from a root on. */
typedef struct {
    const acp_node *chain[ACP_MAX_DEPTH + 1];
    unsigned depth;
} edit_walk;
const acp_node *edit_walk_next(edit_walk *walk);
/* The next setting of a document's schema; ACP_NO_SETTING: it was the last. */
acp_setting_id edit_next_setting(acp_setting_id id, acp_setting_id root);
/* Adds [HostName="..."] with quotes doubled. */
void edit_put_key(FILE *out, const char *name, acp_slice key);

/* ---- line.c: command lines ---------------------------------------------------------------- */

/* Cuts blanks off both ends, in place. */
char *edit_trim(char *text);
/* Cuts the first word off; what is left has no blanks before it. */
char *edit_word(char **rest);
/* Cuts the first word off if it is this one. */
bool edit_take_word(char **rest, const char *word);
/* Cuts off a path, which ends at a blank outside brackets, or with assigned at =. */
char *edit_path_word(char **rest, bool assigned);
/* Cuts off a value, which ends at a blank outside quotes, and takes its quotes off. */
char *edit_value_word(char **rest);
size_t edit_value_length(const char *text); /* of such a value, with its quotes */
/* Length of what stands in quotes at the start of a text, with them; 0: it does not begin with a
 * quote, or they are not closed. */
size_t edit_quoted_length(const char *text);
bool edit_needs_quotes(const char *text);
/* malloc'ed; NULL: no memory. closed: with the quote at the end. */
char *edit_quote(const char *text, char quote, bool closed);
/* The file a name stands for: ~ at its start is the user's own directory. malloc'ed; NULL: no
 * memory. */
char *edit_file_name(const char *typed);
/* Takes the quotes off a value that stands in them; a doubled one inside is one. */
char *edit_unquote(char *text);

/* ---- commands.c --------------------------------------------------------------------------- */

typedef enum {
    EDIT_ARG_NONE,
    EDIT_ARG_PLACE,   /* an element */
    EDIT_ARG_SETTING, /* an element or attribute */
    EDIT_ARG_REMOVED, /* the same, to be taken out */
    EDIT_ARG_VALUE,   /* the same and a value */
    EDIT_ARG_NEW,     /* an element that can be there once more, and its key or value */
    EDIT_ARG_MOVE,    /* an entry and where to */
    EDIT_ARG_PRINT,   /* xml or table, and an element */
    EDIT_ARG_FILE,
    EDIT_ARG_DIFF,
    EDIT_ARG_RULE,
    EDIT_ARG_PANE,
    EDIT_ARG_WIZARD,
    EDIT_ARG_COMMAND,
    EDIT_ARG_DISCARD,
} edit_argument;

typedef struct {
    const char *name;
    int (*run)(edit_session *s, char *rest); /* rest: without blanks at its ends */
    edit_argument argument;
    const char *operands, *summary, *text;
} edit_command;

extern const edit_command edit_commands[]; /* ends with name NULL */
/* The command of that name, or with shortened of a beginning that fits one; NULL: there is none. */
const edit_command *edit_command_find(const char *name, bool shortened);
/* Runs a line, which it may change. CMD_OK, CMD_FINDINGS: not done, CMD_USAGE: not understood,
 * CMD_IO. An empty line and one that starts with # do nothing. */
int edit_run(edit_session *s, char *line);
/* Paragraphs of text, wrapped. */
void edit_print_text(const char *text, unsigned indent);

int edit_goto(edit_session *s, char *rest);
int edit_print(edit_session *s, char *rest);
int edit_describe(edit_session *s, char *rest);
int edit_find_text(edit_session *s, char *rest);
int edit_set(edit_session *s, char *rest);
int edit_unset(edit_session *s, char *rest);
int edit_add(edit_session *s, char *rest);
int edit_delete(edit_session *s, char *rest);
int edit_move(edit_session *s, char *rest);
int edit_pane(edit_session *s, char *rest);
int edit_wizard(edit_session *s, char *rest);
int edit_check(edit_session *s, char *rest);
int edit_fix(edit_session *s, char *rest);
int edit_diff(edit_session *s, char *rest);
int edit_undo(edit_session *s, char *rest);
int edit_redo(edit_session *s, char *rest);
int edit_save(edit_session *s, char *rest);
int edit_revert(edit_session *s, char *rest);
int edit_quit(edit_session *s, char *rest);
int edit_help(edit_session *s, char *rest);

/* ---- change.c ----------------------------------------------------------------------------- */

/* Makes changes as one step. Findings they add are shown; with an error among them nothing is done,
 * unless that was asked for or the user wants it. CMD_OK or the reason was said. */
int edit_change(edit_session *s, const char *what, const acp_change *changes, size_t count);

/* Says what a question is about: its help, the values of the setting at path (NULL: of none), and
 * whether several can be given. */
void edit_print_question(const edit_session *s, const char *help, const char *path, bool list);

/* ---- table.c ------------------------------------------------------------------------------ */

/* The settings of an element as a table: name, label, value, default. node NULL: it is not there.
 */
void edit_print_table(const edit_session *s, acp_setting_id setting, const acp_node *node,
                      bool is_place);

/* The settings of a pane of the vendor's editor, in its order: label, value, default, element. */
void edit_print_pane(const edit_session *s, const acp_pane *pane);

/* ---- disk.c ------------------------------------------------------------------------------- */

/* Says so once if the file is not what it was when it was read. */
void edit_look_at_disk(edit_session *s);
/* Before the session ends with changes that are not saved. False: it is to go on. */
bool edit_may_quit(edit_session *s);
/* The terminal is gone: changes that are not saved go to a file beside the file. */
void edit_rescue(edit_session *s);
/* At the start: says that there is such a file. */
void edit_tell_rescued(const edit_session *s);

/* ---- complete.c --------------------------------------------------------------------------- */

typedef struct {
    char *word;       /* what would stand from `start` on */
    const char *help; /* may be NULL */
    char behind;      /* what follows it: a blank, a slash if more is wanted, '\0': that is open */
} edit_candidate;

typedef struct {
    size_t start; /* where in the line the word begins */
    edit_candidate *list;
    size_t count, size;
    bool files;  /* file names, in addition */
    bool quotes; /* which stand in quotes if they have blanks */
    bool failed;
} edit_completion;

/* The wizards for this kind of document: their names and what each asks for, with one line of help.
 * NULL past the last. */
const char *edit_wizard_name(const edit_session *s, size_t index, const char **help);
const char *edit_wizard_parameter(const char *wizard, size_t index, const char **help);
/* What the value of a parameter can be. False: there is no such parameter. */
bool edit_wizard_question(const char *wizard, acp_slice parameter, edit_question *out);

/* What can stand in a line at its end. */
void edit_complete(edit_session *s, const char *line, edit_completion *out);
/* The same of the answer to a question. */
void edit_complete_answer(edit_session *s, const char *line, edit_completion *out);
void edit_completion_free(edit_completion *completion);

#endif
