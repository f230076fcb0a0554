/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* The document: decoded text, node tree with exact spans, settings bound to the schema. */
#ifndef ACP_DOCUMENT_H
#define ACP_DOCUMENT_H

#include "document/arena.h"
#include "document/buffer.h"
#include "document/slice.h"
#include "profile.h"

/* Byte offsets into acp_document.text; end is exclusive. start == end == 0: not in the source. */
typedef struct {
    uint32_t start, end;
} acp_span;

typedef enum { ACP_NODE_ELEMENT, ACP_NODE_TEXT, ACP_NODE_COMMENT, ACP_NODE_PI } acp_node_type;

typedef struct {
    acp_slice name;                 /* as written: "UserControllable", "xmlns:xsi" */
    acp_slice value;                /* decoded */
    acp_setting_id setting;         /* ACP_NO_SETTING: not known on its element */
    acp_span name_span, value_span; /* value without quotes */
} acp_attribute;

struct acp_node {
    uint8_t type;              /* acp_node_type */
    bool has_elements;         /* has child elements */
    bool foreign;              /* element in another namespace than the root */
    acp_setting_id setting;    /* ACP_NO_SETTING: unknown in this place */
    acp_setting_id last_bound; /* setting of the child bound last, where the next search starts */
    uint16_t attribute_count;
    bool numbered;    /* its children have their ordinal (made on demand) */
    uint32_t ordinal; /* place among siblings of the same name, from 1; 0: the only one */
    acp_slice name;   /* element: as written, with prefix; PI: target */
    acp_slice value;  /* element: its first text run, trimmed; text: decoded, as written;
                         comment: its text; PI: its data */
    const char *ns;   /* element: namespace name, NULL: none */
    acp_attribute *attributes;
    acp_node *parent, *first, *last, *next; /* children of every type, in document order */
    acp_node *same;      /* next element bound to the same setting, in document order */
    acp_node *text;      /* element: its first text run (child), NULL: none */
    acp_span whole;      /* from < of the start tag to > of the end tag; JSON, YAML: key to end */
    acp_span name_span;  /* name in the start tag (JSON, YAML: the key) */
    acp_span tag_span;   /* the whole start tag (JSON, YAML: the key) */
    acp_span value_span; /* element: of value (trimmed); empty at the end of the start tag if the
                            value is empty; text: of the raw run */
};

struct acp_document {
    acp_arena arena;
    char *name;          /* file name as given */
    acp_kind kind;       /* decided when the root is bound */
    acp_kind named_kind; /* what the options or a fixed file name say; ACP_KIND_UNKNOWN: nothing */
    bool kind_given;     /* the options say it */
    acp_format format;
    char *text; /* decoded to UTF-8 without BOM, NUL-terminated, malloc'ed */
    size_t length;
    bool text_lent;       /* text is not malloc'ed, but lies in an arena that was lent */
    const char *encoding; /* of the file: "UTF-8", "UTF-16LE", ... (upper case) */
    bool bom;
    bool quoting;             /* a copy made to find out whether quotes make it readable */
    bool raw;                 /* elements are read as they are, not as settings of a kind */
    bool exact;               /* encoding the text anew gives the bytes of the file */
    acp_node *root;           /* the root element */
    acp_node *before, *after; /* comments and PIs before and after the root, chained by next */
    acp_node *last_outer;     /* the last of those made so far */
    acp_setting_id first_setting, setting_count; /* range of the kind's schema; 0, 0: none */
    acp_node **slots;      /* first element of each setting, index setting - first_setting */
    acp_node **last_slots; /* the last one */
    uint32_t *lines;       /* offset of each line's first character; made on demand */
    size_t line_count;
    uint32_t *strides; /* code points before each multiple of some size; with lines */
    size_t node_count, node_limit;
    bool comments; /* there are some among the nodes */
    /* A property list as the XML it is: */
    const acp_node *plist, *before_plist, *after_plist;
    acp_span doctype;
    const struct acp_datum *data; /* of a file that is plain data: what it holds, else NULL */
    bool yaml_comments;           /* a YAML file with # comments, which a rewrite would lose */
    acp_span yaml_comment;        /* the first of them */
};

/* As acp_document_read_memory, in an arena that is lent: it is the document's until
 * acp_document_return gives it back, with what the document goes on to live in. A document that
 * cannot be read gives it back at once. NULL: an arena of its own. */
acp_status acp_document_read_in(acp_arena *lent, const char *name, const void *bytes, size_t size,
                                const acp_read_options *options, acp_findings *findings,
                                acp_document **out);
void acp_document_return(acp_document *document, acp_arena *lent);

/* Document in the making, shared by the readers. All return NULL / false when memory runs out.
 * acp_node_new counts nodes; a reader stops with ACP0015 when acp_document_full says so. */
bool acp_document_full(const acp_document *document);
void acp_say_full(const acp_document *document, acp_findings *findings, acp_span span);
acp_document *acp_document_new(acp_arena *lent, const char *name, acp_kind kind, acp_format format);
acp_node *acp_node_new(acp_document *document, acp_node_type type, acp_node *parent);
/* Binds an element to the schema by its name, its parent's setting and its place; enters the slot.
 * Call once per element, parents first, when name, ns and parent are set. */
void acp_node_bind(acp_document *document, acp_node *element);
/* Sets its namespace name, empty: none; before it is bound. */
void acp_node_set_namespace(acp_document *document, acp_node *element, acp_slice ns);
/* Binds an element's attributes. */
void acp_node_bind_attributes(acp_document *document, acp_node *element);
/* Sets value and value_span of an element from its text children; call when it is complete. */
void acp_node_finish(acp_document *document, acp_node *element);

/* Name without prefix. */
acp_slice acp_local_name(acp_slice name);
acp_attribute *acp_node_attribute(const acp_node *element, const char *name);
/* The attribute xmlns:PREFIX of an element; NULL: it has none. */
const acp_attribute *acp_prefix_declaration(const acp_node *element, acp_slice prefix);
#define ACP_XSI "http://www.w3.org/2001/XMLSchema-instance"
/* Attribute bound to a setting; NULL: not written. */
acp_attribute *acp_node_attribute_of(const acp_node *element, acp_setting_id setting);
/* First child element bound to a setting below a node; NULL: none. */
acp_node *acp_node_child(const acp_node *element, acp_setting_id setting);
/* Next sibling element bound to the same setting. */
acp_node *acp_node_next_same(const acp_node *element);
/* First element of a setting in the document; follow ->same. NULL: none. */
static inline acp_node *acp_document_slot(const acp_document *document, acp_setting_id setting)
{
    unsigned index = (unsigned)setting - document->first_setting;
    return index < document->setting_count ? document->slots[index] : NULL;
}
/* Path of a node (attribute may be NULL) as users write it: keyed by HostName or Name, else by
 * position when there are several: AnyConnectProfile/ServerList/HostEntry[HostName="Paris"].
 * Allocated from arena. */
const char *acp_node_path(acp_arena *arena, const acp_document *document, const acp_node *node,
                          const acp_attribute *attribute);
/* The same into a buffer; and its last step behind the path of the parent. */
void acp_node_put_path(acp_buffer *path, const acp_node *node, const acp_attribute *attribute);
void acp_node_put_step(acp_buffer *path, const acp_node *node, const acp_attribute *attribute);
/* Line and column of a byte offset. CR LF, LF and CR each end a line. */
acp_position acp_document_position(const acp_document *document, size_t offset);
/* Its line only, for which no columns have to be counted. */
uint32_t acp_document_line_number(const acp_document *document, size_t offset);
/* Text of the line holding offset, without its end, and where it starts. */
acp_slice acp_document_line(const acp_document *document, size_t offset, size_t *start);

/* What ends a line. */
typedef enum { ACP_NO_LINE_END, ACP_LF, ACP_CRLF, ACP_CR } acp_line_end;
typedef struct {
    uint32_t at, behind; /* the line end found; the next is looked for behind it */
    const char *feed;    /* the next '\n': looked for once, however many lines end in '\r' */
    const char *clear;   /* before it there is no '\r' any more */
} acp_line_walk;
/* Goes to the next line end, or the end of the text, and says which it is. A walk begins as
 * {.behind = offset}. */
acp_line_end acp_next_line_end(const acp_document *document, acp_line_walk *walk);

/* Readers: text is decoded already (document->text). ACP_OK or ACP_DAMAGED with a finding. */
acp_status acp_read_xml(acp_document *document, acp_findings *findings);
acp_status acp_read_json(acp_document *document, acp_findings *findings);
acp_status acp_read_yaml(acp_document *document, acp_findings *findings);

/* Decides kind and schema from named_kind and the root's name; called when the root is bound. */
bool acp_document_decide_kind(acp_document *document, const acp_node *root);
/* The fixed file name of a kind that a file has, in the table's spelling; NULL: none. */
const char *acp_kind_file(acp_kind kind, const char *name);
/* Kind whose document has this root; ACP_KIND_UNKNOWN: none. */
acp_kind acp_kind_of_root(acp_slice local_name);

/* Bytes of a file: malloc'ed in *bytes. ACP_IO (errno) or ACP_DAMAGED (larger than max_size: *size
 * is the file's size as far as known). */
acp_status acp_source_load(const char *path, size_t max_size, char **bytes, size_t *size);
/* The finding for a file larger than limit; ACP_DAMAGED or ACP_NO_MEMORY. */
acp_status acp_say_too_large(const char *name, size_t limit, acp_findings *findings);
/* Decodes bytes (taken over, freed) to document->text; encoding findings. */
acp_status acp_source_decode(acp_document *document, char *bytes, size_t size,
                             acp_findings *findings);

/* Detail of the finding when scanner and parser disagree, which tests and fuzz targets look for. */
#define ACP_OUT_OF_STEP "The text here is read in two ways; please report this file."

/* Adds a finding of rule id at a span, with printf-style detail (NULL: none). Used by readers; the
 * check has its own emitter (check/check.h) that knows about suppression and strictness. */
void acp_read_finding(acp_findings *findings, const acp_document *document, const char *id,
                      acp_span span, const char *detail, ...) __attribute__((format(printf, 5, 6)));

#endif
