/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Parts of the structure check. */
#ifndef ACP_STRUCTURE_H
#define ACP_STRUCTURE_H

#include "check/check.h"

/* The elements in an element, in order, without what stands between them. */
typedef struct {
    const acp_node *of;
    const acp_node **elements; /* malloc'ed */
    size_t count;
} acp_structure_content;

/* The walk over the elements. The arrays are by setting, from the first of the document's schema.
 */
typedef struct {
    acp_run *run;
    uint32_t *counts;        /* children of the element being checked */
    const acp_node **firsts; /* first child of each setting; only where counts is not 0 */
    bool *excused;           /* a missing child that a misspelled one stands for */
    const acp_node **moved;  /* element last asked about whether this child of it can be moved */
    bool *movable;           /* the answer */
    acp_structure_content *contents; /* of the first that repeated ones are held against */
} acp_structure_walk;

static inline unsigned acp_structure_slot(const acp_structure_walk *walk, acp_setting_id setting)
{
    return (unsigned)setting - walk->run->document->first_setting;
}

/* Root element: kind, namespace. False if there is no schema to check the rest against. */
bool acp_structure_root(acp_run *run);
/* An element that is not allowed below its parent, the one being checked. Returns the setting the
 * user most likely meant below that same parent, ACP_NO_SETTING if there is none. */
acp_setting_id acp_structure_unknown(acp_structure_walk *walk, const acp_node *element);
/* Text of an element or value of an attribute against its type. raw is the value as written. */
void acp_structure_value(acp_run *run, const acp_node *node, const acp_attribute *attribute,
                         acp_setting_id setting, acp_slice raw);
/* Reports what exactly is wrong, and behind it what the client makes of it, which the rule says.
 * remedy NULL: the rule's. */
void acp_structure_say(acp_run *run, const char *id, acp_place place, const char *remedy,
                       const char *what, ...) __attribute__((format(printf, 5, 6)));

/* What was meant, where there is no doubt; for fixes. */

/* The value of a setting that a wrong one stands for: in other letters, in words of the guide, in
 * the other notation of booleans, or with a unit behind it. False: there is none. */
bool acp_structure_meant_value(const acp_setting *setting, acp_slice value, char *buffer,
                               size_t size);
/* The child of a setting that an unknown name stands for: a known misprint, or other letters. */
acp_setting_id acp_structure_meant_name(acp_setting_id parent, acp_slice name);
/* The one setting of a document's kind that has this name. ACP_NO_SETTING: none, or several. */
acp_setting_id acp_structure_only_place(const acp_document *document, acp_slice name);

/* Lists of names for messages: "A, B or C", at most some 300 bytes. */
void acp_list_values(const acp_setting *setting, char *buffer, size_t size);

#endif
