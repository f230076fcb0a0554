/* SPDX-License-Identifier: LGPL-2.1-or-later */
#ifndef ACP_EDIT_PRIVATE_H
#define ACP_EDIT_PRIVATE_H

#include "change/edit.h"
#include "change/layout.h"

typedef struct {
    acp_span span;
    acp_slice text;
    /* A child put into parent; several may stand in one place, in the order of their settings. */
    const acp_node *parent; /* NULL: a plain edit */
    acp_setting_id setting;
    acp_slice head, tail; /* once around all children put in that place */
    uint32_t group;
} acp_edit;

struct acp_edits {
    const acp_document *document;
    acp_layout layout;
    acp_arena arena; /* of texts */
    acp_edit *edits; /* in order of place */
    size_t count, size;
    uint32_t group;
    bool conflict; /* the group touches what an earlier one changes */
    bool changed;  /* the group changes something */
    bool failed;
    const char *encoding, *encoding_before;
    bool bom, bom_before;
};

void acp_edits_add(acp_edits *edits, acp_edit edit);
/* What edit i puts in the place of its span, with what goes around it. */
acp_slice acp_edits_whole_text(acp_edits *edits, size_t i);
/* Text as content of an element, or of an attribute value in quotes. */
void acp_add_escaped(acp_buffer *out, acp_slice text, char quote);
/* A copy of text that lives as long as the edits. */
acp_slice acp_edits_text(acp_edits *edits, acp_slice text);

#endif
