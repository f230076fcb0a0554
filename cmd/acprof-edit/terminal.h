/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines from a terminal, with GNU readline. */
#ifndef EDIT_TERMINAL_H
#define EDIT_TERMINAL_H

#include "cmd/edit/edit.h"

typedef enum {
    TERMINAL_LINE,
    TERMINAL_INTERRUPTED, /* Ctrl-C: what was typed is gone */
    TERMINAL_END,         /* end of file */
    TERMINAL_LOST,        /* nobody is there any more, or the program is to end */
} terminal_event;

/* Readies readline; history: a file to read it from and to write it to at the end, or NULL. The
 * session is what completion looks into. */
void terminal_start(edit_session *session, const char *history);
void terminal_end(void);
/* A line, malloc'ed in *line. The prompt stands before it, and what initial says (NULL: nothing)
 * stands in it. command: it is one, with completion, and is kept in the history. */
terminal_event terminal_read(const char *prompt, const char *initial, bool command, char **line);
/* The terminal was lost while a question was asked. */
bool terminal_is_lost(void);
/* Ctrl-C was typed since the last line was read. */
bool terminal_is_interrupted(void);
/* Ends the program by the signal that asked it to end, as whoever sent it expects; returns if there
 * was none. */
void terminal_heed_end(void);

#endif
