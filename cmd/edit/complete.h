/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef EDIT_COMPLETE_H
#define EDIT_COMPLETE_H

#include "edit.h"

typedef struct {
    edit_session *session;
    const char *line, *typed; /* what stands in the place of the candidates */
    edit_completion *out;
    bool fold;   /* capital and small letters are the same */
    bool quotes; /* a word that needs them stands in quotes */
} completing;

/* Adds a word if it begins with what was typed. */
void complete_add(completing *c, const char *word, const char *help, char behind);

enum {
    COMPLETE_ATTRIBUTES = 1 << 0,
    COMPLETE_ENTRIES = 1 << 1, /* also names of entries alone */
    COMPLETE_NEW = 1 << 2,     /* only what can be added */
    COMPLETE_MOVE = 1 << 4,    /* only what can have a place in a list, or leads there */
    COMPLETE_VALUE = 1 << 3,   /* a value follows */
};
/* Paths that begin with what was typed. */
void complete_path(completing *c, unsigned what);

#endif
