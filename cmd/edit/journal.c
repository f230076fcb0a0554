/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes are kept as what they replace: thousands of them in a large profile take little room. */
#include <stdlib.h>
#include <string.h>

#include "edit.h"

static void free_step(edit_step *step)
{
    free(step->what);
    free(step->old_text);
    free(step->new_text);
}

char *edit_copy(acp_slice bytes)
{
    char *made = malloc(bytes.len + 1);
    if (!made)
        return NULL;
    memcpy(made, bytes.ptr, bytes.len);
    made[bytes.len] = '\0';
    return made;
}

/* Takes ends off that are the same in both. */
static edit_step compare(acp_slice before, acp_slice after)
{
    size_t least = before.len < after.len ? before.len : after.len, start = 0, end = 0;
    while (start < least && before.ptr[start] == after.ptr[start])
        start++;
    while (end < least - start &&
           before.ptr[before.len - end - 1] == after.ptr[after.len - end - 1])
        end++;
    return (edit_step){.offset = start,
                       .old_length = before.len - start - end,
                       .new_length = after.len - start - end};
}

static bool make_room(edit_journal *journal)
{
    if (journal->done < journal->size)
        return true;
    size_t size = journal->size ? 2 * journal->size : 16;
    edit_step *grown = realloc(journal->steps, size * sizeof *grown);
    if (!grown)
        return false;
    journal->steps = grown;
    journal->size = size;
    return true;
}

bool edit_journal_add(edit_journal *journal, const char *what, acp_slice before, acp_slice after)
{
    edit_step step = compare(before, after);
    step.what = strdup(what);
    step.old_text = edit_copy((acp_slice){before.ptr + step.offset, step.old_length});
    step.new_text = edit_copy((acp_slice){after.ptr + step.offset, step.new_length});
    if (!step.what || !step.old_text || !step.new_text || !make_room(journal)) {
        free_step(&step);
        return false;
    }
    while (journal->count > journal->done)
        free_step(&journal->steps[--journal->count]);
    journal->steps[journal->count++] = step;
    journal->done = journal->count;
    return true;
}

char *edit_journal_text(const edit_journal *journal, bool redo, acp_slice now, size_t *length)
{
    const edit_step *step = &journal->steps[redo ? journal->done : journal->done - 1];
    size_t there = redo ? step->old_length : step->new_length;
    size_t put = redo ? step->new_length : step->old_length;
    size_t rest = step->offset + there;
    *length = now.len - there + put;
    char *text = malloc(*length + 1);
    if (!text)
        return NULL;
    memcpy(text, now.ptr, step->offset);
    memcpy(text + step->offset, redo ? step->new_text : step->old_text, put);
    memcpy(text + step->offset + put, now.ptr + rest, now.len - rest);
    text[*length] = '\0';
    return text;
}

void edit_journal_free(edit_journal *journal)
{
    while (journal->count)
        free_step(&journal->steps[--journal->count]);
    free(journal->steps);
    *journal = (edit_journal){0};
}
