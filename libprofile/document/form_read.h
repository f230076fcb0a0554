/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What the two halves of reading the form share: form_read.c makes the nodes, form_members.c sorts
 * the members of an object into attributes, text, children and comments. */
#ifndef ACP_FORM_READ_H
#define ACP_FORM_READ_H

#include "document/form.h"

/* As the XML reader has it, so that what was read can be written as XML and read again. */
#define ACP_FORM_ATTRIBUTES 256 /* of one element */
#define ACP_FORM_NAMESPACES 256 /* declared in the whole document */

typedef struct {
    acp_slice prefix, ns;
} acp_form_binding;

typedef struct {
    acp_document *document;
    acp_findings *findings;
    unsigned complaints;
    bool damaged;
    bool no_memory;
    bool prefix_reported;
    /* namespaces in scope: */
    acp_slice default_ns;
    acp_form_binding bindings[ACP_FORM_NAMESPACES];
    unsigned binding_count;
    unsigned declared; /* namespaces, in the whole document */
} acp_form;

/* One piece of an element's content in its place. */
typedef struct {
    const acp_datum *member; /* whose key is the name */
    const acp_datum *value;  /* the member itself, or an item of its list */
    bool is_text;
} acp_form_step;

typedef struct {
    acp_form_step *steps; /* malloc'ed */
    size_t count;
    const acp_datum *comment_value, *comment_end; /* NULL: none */
} acp_form_steps;

typedef struct {
    acp_slice default_ns;
    unsigned binding_count;
} acp_form_scope;

/* Reports something that is not of the form. */
void acp_form_complain(acp_form *form, acp_span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Reports that the document has more than limit of something, and ends the reading. */
void acp_form_over_limit(acp_form *form, acp_span span, unsigned limit, const char *what);
/* True if the datum is a scalar that XML can hold, else reports it; what: "A comment". */
bool acp_form_scalar(acp_form *form, const acp_datum *datum, const char *what);

/* Namespaces declared after opening hold until closing. */
acp_form_scope acp_form_open_scope(const acp_form *form);
void acp_form_close_scope(acp_form *form, acp_form_scope scope);
/* Attributes from the members "@name", and the namespaces they declare. */
void acp_form_attributes(acp_form *form, acp_node *element, const acp_datum *object);
/* Namespace of an element from its prefix. */
void acp_form_set_namespace(acp_form *form, acp_node *element);
/* Adds the comments a member holds: a list of texts, or one. datum may be NULL. */
void acp_form_comments(acp_form *form, acp_node *parent, const acp_datum *datum);
/* Text and children in document order. False: memory ran out. */
bool acp_form_list_steps(acp_form *form, const acp_node *element, const acp_datum *object,
                         acp_form_steps *out);

#endif
