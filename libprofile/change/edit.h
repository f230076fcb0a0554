/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Changes to a document as changes to its text: spans of the source and what stands there instead.
 * Whatever lies outside the spans keeps its bytes. Text that is put in has the line ends and the
 * indentation of the file.
 *
 * Edits come in groups, and a group goes in whole or not at all: one that touches what an earlier
 * group changes is taken back when it is committed. Nothing is done to the document itself;
 * acp_edits_apply makes the bytes of a new file.
 *
 * The functions about elements are for documents that were read from XML. */
#ifndef ACP_EDIT_H
#define ACP_EDIT_H

#include "document/buffer.h"
#include "document/document.h"

typedef struct acp_edits acp_edits;

/* The document must outlive the edits. NULL: no memory. */
acp_edits *acp_edits_new(const acp_document *document);
void acp_edits_free(acp_edits *edits);
const acp_document *acp_edits_document(const acp_edits *edits);

void acp_edits_begin(acp_edits *edits);
/* Ends the group. False: it was empty or overlapped an earlier one, and is taken back. */
bool acp_edits_commit(acp_edits *edits);
/* Memory ran out: what the edits make is not what was asked. */
bool acp_edits_failed(const acp_edits *edits);
/* Ends the group and takes it back. */
void acp_edits_cancel(acp_edits *edits);

/* ---- text -------------------------------------------------------------------------------- */

/* Texts are copied. */
void acp_edit_replace(acp_edits *edits, acp_span span, acp_slice text);
void acp_edit_insert(acp_edits *edits, uint32_t at, acp_slice text);
void acp_edit_delete(acp_edits *edits, acp_span span);
/* The encoding of the new file, if it is to be another, and whether it gets a byte order mark. */
void acp_edits_encode(acp_edits *edits, const char *encoding, bool bom);

/* ---- elements and attributes ------------------------------------------------------------------
 */

/* An element's own text; an element without content gets one. */
void acp_edit_set_value(acp_edits *edits, const acp_node *element, acp_slice value);
/* Takes the white space around the text of an element (attribute NULL) or attribute away. */
void acp_edit_trim_value(acp_edits *edits, const acp_node *element, const acp_attribute *attribute);
void acp_edit_set_attribute(acp_edits *edits, const acp_attribute *attribute, acp_slice value);
void acp_edit_add_attribute(acp_edits *edits, const acp_node *element, acp_slice name,
                            acp_slice value);
void acp_edit_delete_attribute(acp_edits *edits, const acp_attribute *attribute);
/* Both tags; a prefix stays. */
void acp_edit_rename_element(acp_edits *edits, const acp_node *element, const char *name);

/* Comments that stand right before an element, on lines of their own. Suppressions
 * (<!-- acprof: ... -->) always go with it: they would cover what follows. */
typedef enum { ACP_COMMENTS_STAY, ACP_COMMENTS_GO } acp_comments;
/* With its line if it stands alone on it. */
void acp_edit_delete_element(acp_edits *edits, const acp_node *element, acp_comments comments);

/* Puts XML text into parent where the schema has children of a setting: behind those that come
 * before it, before those that come after. In text, a line feed starts a line of its own and tabs
 * behind it are levels of indentation. */
void acp_edit_insert_child(acp_edits *edits, const acp_node *parent, acp_setting_id setting,
                           const char *text);
/* The same in the place of an element, which goes: where that stands if the schema lets it. */
void acp_edit_replace_element(acp_edits *edits, const acp_node *element, acp_setting_id setting,
                              const char *text);
/* The same with a copy of the source from one offset to another, in which lines that stood as far
 * to the right as `like` does are indented anew. */
void acp_edit_insert_copy(acp_edits *edits, const acp_node *parent, acp_setting_id setting,
                          acp_span source, const acp_node *like);
/* Puts text into parent right behind a child element, or before all (behind NULL). Lines of the
 * text that begin with `from` are indented as the children of parent instead. */
void acp_edit_insert_behind(acp_edits *edits, const acp_node *parent, const acp_node *behind,
                            acp_slice text, acp_slice from);
/* Takes an element with the comments before it to where the schema has it in parent. */
void acp_edit_move_element(acp_edits *edits, const acp_node *element, const acp_node *parent,
                           acp_setting_id setting);

/* Takes an element with its comments to right before or behind another child of the same parent. */
void acp_edit_place_element(acp_edits *edits, const acp_node *element, const acp_node *beside,
                            bool before);

/* Writes the value of a setting (an element or an attribute) below `start`, which is an ancestor of
 * it: changes what is there, or puts it in with the elements around it that are missing. Those get
 * the value the client takes them to have. */
void acp_edit_write(acp_edits *edits, const acp_node *start, acp_setting_id setting,
                    acp_slice value, uint16_t client_version);
/* Adds text as content of an element, for acp_edit_insert_child: white space that means layout
 * there is written as references. */
void acp_add_content(acp_buffer *out, acp_slice text);

/* ---- the outcome -------------------------------------------------------------------------- */

/* The bytes of the new file, malloc'ed, in the encoding of the old one. ACP_BAD_VALUE: it holds a
 * character that encoding does not have. */
acp_status acp_edits_apply(const acp_edits *edits, char **bytes, size_t *size);
/* Where in the old text an offset in the new one was, and the reverse; the start of the edit for
 * what lies inside one. */
uint32_t acp_edits_old_offset(const acp_edits *edits, uint32_t offset);
uint32_t acp_edits_new_offset(const acp_edits *edits, uint32_t offset);

#endif
