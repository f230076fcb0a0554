/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panes of the vendor's editor. */
#include <stdlib.h>
#include <string.h>

#include "edit.h"

static int list(const edit_session *s)
{
    size_t count;
    const acp_pane *panes = acp_kind_panes(acp_document_kind(s->document), &count);
    for (size_t i = 0; i < count; i++)
        printf("  %-24s%s\n", panes[i].name, panes[i].title);
    return CMD_OK;
}

int edit_pane(edit_session *s, char *rest)
{
    acp_kind kind = acp_document_kind(s->document);
    char hint[128];
    if (!*rest)
        return list(s);
    const acp_pane *pane = acp_pane_find(kind, edit_unquote(rest));
    if (pane) {
        printf("%s\n", pane->title);
        edit_print_pane(s, pane);
        return CMD_OK;
    }
    size_t count;
    const acp_pane *panes = acp_kind_panes(kind, &count);
    const char **names = calloc(count + 1, sizeof *names);
    if (!names)
        return edit_no_memory(s);
    for (size_t i = 0; i < count; i++)
        names[i] = panes[i].name;
    edit_fail(s, "there is no pane '%s'%s ('pane' lists them)", rest,
              cmd_did_you_mean(hint, sizeof hint, rest, names));
    free(names);
    return CMD_USAGE;
}
