/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wizards: questions whose answers become one change. */
#ifndef EDIT_WIZARD_H
#define EDIT_WIZARD_H

#include "edit.h"

#define WIZARD_MOST 12 /* parameters */

typedef struct {
    const char *name;
    const char *help;     /* the question */
    const char *fallback; /* what no answer stands for, "": it is left out; NULL: one is needed */
    edit_question answer;
} wizard_parameter;

typedef struct wizard_run wizard_run;

typedef struct {
    const char *name, *summary;
    const char *tail; /* path of what it makes: kinds that do not have it do not have the wizard */
    const wizard_parameter *parameters; /* ends with name NULL */
    void (*run)(wizard_run *run);
} wizard_row;

struct wizard_run {
    edit_session *session;
    const wizard_row *row;
    const char *given[WIZARD_MOST]; /* NULL: to be asked for */
    acp_change *changes;
    char **texts; /* what the run made and frees */
    size_t count, text_count;
    unsigned used; /* parameters that were asked for, each a bit */
    int code;      /* other than CMD_OK: it is over, the reason was said */
};

extern const wizard_row wizard_server, wizard_backup, wizard_match, wizard_pin, wizard_trusted,
    wizard_filter;

/* The answer to a parameter; NULL: the run is over. path is of the setting it becomes, or each of
 * several does, which says what it can be; NULL: anything. */
const char *wizard_ask(wizard_run *run, unsigned parameter, const char *path);
/* yes or no. */
bool wizard_ask_yes(wizard_run *run, unsigned parameter);
/* The next of a list, cut off it; NULL: there is none. */
char *wizard_item(char **rest);
/* A text that lives as long as the run; NULL: the run is over. */
char *wizard_text(wizard_run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Adds a change, unless value is empty; path and value must live as long as the run. */
void wizard_set(wizard_run *run, const char *path, const char *value);
/* Ends the run: says why. */
void wizard_stop(wizard_run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* How many elements a path names now, and the value of the first: ptr NULL if there is none. */
size_t wizard_count(const wizard_run *run, const char *path, acp_slice *value);
/* Whether one of them has a value. */
bool wizard_has(const wizard_run *run, const char *path, const char *value);
/* Writes HostEntry[HostName="..."] with a path before it, for an entry or what is to be one. */
char *wizard_entry(wizard_run *run, const char *path, const char *key, const char *value);

#endif
