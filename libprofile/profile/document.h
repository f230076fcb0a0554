/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* Documents: reading and writing them, and finding what a path names. Part of profile.h. */
#ifndef ACP_PROFILE_DOCUMENT_H
#define ACP_PROFILE_DOCUMENT_H

/* ---- reading ----------------------------------------------------------------------------- */

typedef enum {
    ACP_FORMAT_AUTO,
    ACP_FORMAT_XML,
    ACP_FORMAT_JSON,
    ACP_FORMAT_YAML,
    ACP_FORMAT_PLIST, /* Apple's property list, in XML */
    ACP_FORMAT_LINKS, /* anyconnect: links, one a line */
} acp_format;

typedef struct {
    acp_kind kind;     /* ACP_KIND_UNKNOWN: from file name and root */
    acp_format format; /* ACP_FORMAT_AUTO: from file name and first character */
    size_t max_size;   /* bytes; 0: ACP_MAX_SIZE */
} acp_read_options;

#define ACP_MAX_SIZE  ((size_t)16 << 20)
#define ACP_MAX_DEPTH 64

typedef struct acp_document acp_document;
typedef struct acp_node acp_node;

/* Reads the file at path ("-": standard input). What is wrong with it goes to findings.
 * ACP_OK: *out is the document (also when there are findings, e.g. of encoding).
 * ACP_DAMAGED: *out is NULL, findings hold at least one error. ACP_IO, ACP_NO_MEMORY: *out is NULL.
 */
ACP_API acp_status acp_document_read(const char *path, const acp_read_options *options,
                                     acp_findings *findings, acp_document **out);
/* The same for bytes in memory; name stands for the file name. The bytes are copied. */
ACP_API acp_status acp_document_read_memory(const char *name, const void *bytes, size_t size,
                                            const acp_read_options *options, acp_findings *findings,
                                            acp_document **out);
ACP_API void acp_document_free(acp_document *document);

ACP_API acp_kind acp_document_kind(const acp_document *document);
ACP_API acp_format acp_document_format(const acp_document *document);
ACP_API const char *acp_document_name(const acp_document *document);
ACP_API const acp_node *acp_document_root(const acp_document *document);

/* Nodes: elements and attributes of a document, in document order. */
ACP_API acp_slice acp_node_name(const acp_node *node);
/* An element's own text without surrounding white space. */
ACP_API acp_slice acp_node_value(const acp_node *node);
ACP_API acp_setting_id acp_node_setting(const acp_node *node);
/* Value of an attribute by its setting; ptr is NULL if it is not written. */
ACP_API acp_slice acp_node_attribute_value(const acp_node *node, acp_setting_id setting);
ACP_API const acp_node *acp_node_first_child(const acp_node *node); /* child elements only */
ACP_API const acp_node *acp_node_next(const acp_node *node);        /* next sibling element */
ACP_API acp_position acp_node_position(const acp_document *document, const acp_node *node);
/* Path that names an element and no other: entries by their key where they have one. Writes at most
 * size bytes with NUL, returns the length it would need; 0: no memory, or the schema does not have
 * the element, so that there is no path to it. */
ACP_API size_t acp_node_path_text(const acp_document *document, const acp_node *node, char *buffer,
                                  size_t size);

/* ---- paths ------------------------------------------------------------------------------- */

typedef struct {
    const acp_node *node; /* the element (of the attribute) */
    acp_slice value;      /* its text or the attribute's value */
    bool is_attribute;
} acp_path_result;

/* Finds what a path names: "ServerList/HostEntry[HostName=\"Paris\"]/HostAddress", "AutoReconnect",
 * ".../@UserControllable", "HostEntry[2]". Any trailing part that is unique in the schema will do.
 * ACP_OK: *count results (0: the path is valid but nothing in the document is there), malloc'ed,
 * free(*results). ACP_BAD_VALUE (syntax, no such setting), ACP_AMBIGUOUS: message, of size
 * message_size, says why, with candidates. */
ACP_API acp_status acp_path_find(const acp_document *document, const char *path,
                                 acp_path_result **results, size_t *count, char *message,
                                 size_t message_size);

/* ---- writing ----------------------------------------------------------------------------- */

/* Writes the document in canonical layout. Returned text is malloc'ed, NUL-terminated, free() it.
 * ACP_BAD_VALUE: the document cannot be expressed in that format without loss (processing
 * instructions, several text runs, YAML # comments, ...): findings say where. */
ACP_API acp_status acp_document_write(const acp_document *document, acp_format format,
                                      acp_findings *findings, char **text, size_t *length);
/* One node and what is below it as canonical XML (for `get`). */
ACP_API acp_status acp_node_write(const acp_document *document, const acp_node *node, char **text,
                                  size_t *length);

#endif
