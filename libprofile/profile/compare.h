/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* What is different between documents, and merging them. Part of profile.h. */
#ifndef ACP_PROFILE_COMPARE_H
#define ACP_PROFILE_COMPARE_H

/* ---- comparing --------------------------------------------------------------------------- */

typedef enum {
    ACP_DIFFERENCE_ADDED,   /* a setting, attribute or entry that was not there */
    ACP_DIFFERENCE_REMOVED, /* one that is not there any more */
    ACP_DIFFERENCE_VALUE,   /* another value */
    ACP_DIFFERENCE_RENAMED, /* an entry goes by another name */
    ACP_DIFFERENCE_MOVED,   /* it stands elsewhere among its siblings */
} acp_difference_type;
/* "added", "removed", "changed", "renamed", "moved". */
ACP_API const char *acp_difference_name(acp_difference_type type);

typedef enum { ACP_EFFECT_NONE, ACP_EFFECT_WEAKENS, ACP_EFFECT_STRENGTHENS } acp_effect;
/* "neutral", "weakens", "strengthens". */
ACP_API const char *acp_effect_name(acp_effect effect);

/* One difference. Texts belong to the acp_diff. */
typedef struct {
    acp_difference_type type;
    acp_setting_id setting;  /* ACP_NO_SETTING: not in the schema */
    const char *label;       /* of the vendor's editor, or the name as written */
    const char *entry;       /* name of the entry it belongs to or is, "": none */
    const char *path;        /* in the new document; removed: in the old one */
    const char *old_path;    /* in the old one, "" if added */
    const char *old_value;   /* NULL: not written; renamed: the name, moved: NULL */
    const char *new_value;   /* likewise */
    const char *old_default; /* not written: what the client takes it to be, NULL: nothing */
    const char *new_default;
    acp_position old_at, new_at;   /* line 0: not there */
    unsigned old_place, new_place; /* moved: among its siblings, from 1 */
    bool is_entry;                 /* a whole entry; what is in it follows as parts */
    bool is_part;                  /* in the added or removed entry before it */
    acp_effect effect;
    const char *reason; /* why that effect, a whole sentence; "" for none */
} acp_difference;

typedef struct {
    bool defaults;           /* a setting that is absent is one with the client's default */
    bool security;           /* only changes that weaken or strengthen */
    uint16_t client_version; /* whose defaults; 0: the newest the schema knows */
} acp_diff_options;

/* What is different between two documents, by what they mean: comments, layout and the order of
 * what has none are no differences; entries of lists are found again by their key or their content
 * where they were moved or renamed. Both documents must live as long. */
typedef struct acp_diff acp_diff;
/* ACP_OK; ACP_BAD_VALUE: the documents are of kinds that cannot be compared; ACP_NO_MEMORY. */
ACP_API acp_status acp_diff_new(const acp_document *a, const acp_document *b,
                                const acp_diff_options *options, acp_diff **out);
ACP_API void acp_diff_free(acp_diff *diff);
/* Changes, in document order; those in a removed place come before the others there. */
ACP_API size_t acp_diff_count(const acp_diff *diff);
ACP_API const acp_difference *acp_diff_get(const acp_diff *diff, size_t index);

typedef enum { ACP_DIFF_TEXT, ACP_DIFF_JSON, ACP_DIFF_HTML } acp_diff_format;
/* Writes the changes: for people, as a JSON array (docs/formats.md), or as one HTML page. width: of
 * the terminal, 0: do not wrap. ACP_NO_MEMORY, or ACP_IO: the stream failed. */
ACP_API acp_status acp_diff_write(const acp_diff *diff, acp_diff_format format, bool color,
                                  unsigned width, FILE *stream);

/* The JSON Patch (RFC 6902) that makes the JSON form of b, comments apart, from that of a. It holds
 * all that is different in the forms, also how a value is spelled. Text is malloc'ed, free() it;
 * *count is the number of operations. ACP_BAD_VALUE: a document has no JSON form; findings say
 * where. */
ACP_API acp_status acp_diff_patch(const acp_document *a, const acp_document *b,
                                  acp_findings *findings, char **text, size_t *length,
                                  size_t *count);

/* ---- merging ----------------------------------------------------------------------------- */

typedef struct {
    const char *ours, *theirs; /* what stands behind the markers; NULL: "OURS", "THEIRS" */
    unsigned marker_size;      /* characters of a marker; 0: 7, as git has it */
} acp_merge_options;

typedef struct {
    char *text; /* the merged file in the format and encoding of ours, malloc'ed; NULL: there are
                   conflicts, and one of the sides has no form in the format of ours */
    size_t length;
    size_t conflicts;
    char *messages; /* a line for each conflict, malloc'ed */
} acp_merge_result;

/* Does to ours what was done to base to make theirs. Elements are found as in acp_diff_new, so that
 * changes of different settings and entries, and entries that moved, do not get into each other's
 * way. What ours does not change it keeps byte by byte; comments of theirs that neither base nor
 * ours has come with the element they stand before. What both changed differently stands in the
 * text twice, between markers as git writes them. ACP_OK; ACP_BAD_VALUE: the documents are of
 * different kinds, or are of a form that is not merged (messages says why); ACP_NO_MEMORY. The
 * result is to be freed in any case. */
ACP_API acp_status acp_merge(const acp_document *base, const acp_document *ours,
                             const acp_document *theirs, const acp_merge_options *options,
                             acp_merge_result *out);
ACP_API void acp_merge_free(acp_merge_result *result);

#endif
