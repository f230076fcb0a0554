/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Findings over a set, and what had to agree. */
#include <stdarg.h>
#include <stdlib.h>

#include "check/rules.h"
#include "set/set_private.h"

#define DETAIL_SIZE 1024

static void report(const acp_rule *rule, acp_spot at, const acp_spot *related,
                   const char *related_text, const char *detail)
{
    acp_note note = {.detail = detail};
    if (related) {
        note.related = &related->place;
        note.related_text = related_text;
        note.related_document = related->member->document;
    }
    acp_report_wanted(&at.member->run, rule, at.place, &note);
}

/* Fills text; NULL: the rule's own detail is meant. */
static const char *fill(char text[DETAIL_SIZE], const char *format, va_list arguments)
    __attribute__((format(printf, 2, 0)));

static const char *fill(char text[DETAIL_SIZE], const char *format, va_list arguments)
{
    if (!format)
        return NULL;
    vsnprintf(text, DETAIL_SIZE, format, arguments);
    acp_clip_text(text);
    return text;
}

void acp_set_say(acp_set_run *run, const acp_rule *rule, acp_spot at, const acp_spot *related,
                 const char *related_text, const char *detail, ...)
{
    char text[DETAIL_SIZE];
    va_list arguments;
    (void)run;
    va_start(arguments, detail);
    report(rule, at, related, related_text, fill(text, detail, arguments));
    va_end(arguments);
}

/* What is missing has no place but the file it is missing from. */
static bool has_place(acp_side side)
{
    return side.value.len || side.at.place.node || side.at.place.span.end;
}

static void note_side(acp_set *set, acp_side side, const char **file, acp_position *at,
                      const char **value)
{
    acp_slice shown = acp_shown(side.value);
    *file = side.at.member->name;
    if (has_place(side))
        *at = acp_document_position(side.at.member->document, side.at.place.span.start);
    *value = shown.len ? acp_arena_copy(&set->arena, shown.ptr, shown.len) : "";
    if (!*value)
        *value = "";
}

static acp_agreement *new_agreement(acp_set *set)
{
    if (set->agreement_count == set->agreement_room) {
        size_t room = set->agreement_room ? 2 * set->agreement_room : 64;
        acp_agreement *grown = realloc(set->agreements, room * sizeof *grown);
        if (!grown)
            return NULL;
        set->agreements = grown;
        set->agreement_room = room;
    }
    return &set->agreements[set->agreement_count++];
}

static void note_agreement(acp_set_run *run, const acp_rule *rule, const char *what, acp_side left,
                           acp_side right, bool agrees)
{
    acp_agreement *made = new_agreement(run->set);
    if (!made) {
        run->no_memory = true;
        return;
    }
    *made = (acp_agreement){.rule = rule, .what = what, .agrees = agrees};
    note_side(run->set, left, &made->left.file, &made->left.at, &made->left.value);
    note_side(run->set, right, &made->right.file, &made->right.at, &made->right.value);
}

void acp_set_agree(acp_set_run *run, const acp_rule *rule, const char *what, acp_side left,
                   acp_side right, bool agrees, const char *detail, ...)
{
    note_agreement(run, rule, what, left, right, agrees);
    if (agrees)
        return;
    char text[DETAIL_SIZE];
    va_list arguments;
    va_start(arguments, detail);
    report(rule, left.at, has_place(right) ? &right.at : NULL, "the other side",
           fill(text, detail, arguments));
    va_end(arguments);
}
