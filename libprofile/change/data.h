/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes to documents that are plain data (JSON, property lists, links): a copy of the data is
 * changed, and written over the text it came from, which keeps whatever says the same. */
#ifndef ACP_DATA_H
#define ACP_DATA_H

#include "change/edit.h"
#include "change/target.h"
#include "document/datum.h"

/* How a file is laid out, as far as new pieces go. */
typedef struct {
    acp_format format;
    const char *line_end;
    acp_slice unit;  /* what a level is indented by */
    acp_slice colon; /* JSON: between key and value */
    bool lines;      /* a member, or an item, has a line of its own */
} acp_data_style;

/* A copy to be changed, each piece of which says what it `was`. NULL: no memory. */
acp_datum *acp_data_copy(acp_arena *arena, const acp_datum *data);
/* One to be put into another document: it was nothing there. */
acp_datum *acp_data_copy_new(acp_arena *arena, const acp_datum *data);
/* What became an element, in a copy. */
acp_datum *acp_data_find(acp_datum *copy, const acp_node *node);
/* Puts one behind another of the same parent, NULL: before all. */
void acp_data_put(acp_datum *parent, acp_datum *behind, acp_datum *child);
/* Takes a member or an item out. */
void acp_data_remove(acp_datum *parent, acp_datum *child);

/* The text of a document whose data are changed to those of a copy. */
void acp_data_write(const acp_document *document, const acp_datum *copy, acp_buffer *out);
/* A new value, or link, indented as far as said. */
void acp_data_render(acp_buffer *out, const acp_data_style *style, acp_slice indent,
                     const acp_datum *value);
/* The part of acp_data_write that is for links. */
void acp_data_write_links(const acp_document *document, const acp_datum *copy, acp_buffer *out);

/* Changes what a target names, or makes it. ACP_OK, ACP_NO_MEMORY, or ACP_REFUSED with a message.
 */
acp_status acp_data_set(acp_edits *edits, const acp_target *target, acp_slice value, char *message,
                        size_t message_size);
/* Takes an item of a list to right before or behind another. ACP_REFUSED: it is in none. */
acp_status acp_data_place(acp_edits *edits, const acp_node *node, const acp_node *beside,
                          bool before);
acp_status acp_data_delete(acp_edits *edits, const acp_node *node, char *message,
                           size_t message_size);

#endif
